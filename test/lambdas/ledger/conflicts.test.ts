import { TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pastConflicts } from '../../../lambdas/ledger/conflicts.ts';

/** As many as a Map runs at the same time. */
const BRANCHES = 40;
const TAKES_MS = 10;
const CALL_MS = 100;

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('branches that write one record at the same time', () => {
  let underWay: boolean;
  beforeEach(() => {
    vi.useFakeTimers();
    underWay = false;
  });
  afterEach(() => vi.useRealTimers());

  const write = async (): Promise<void> => {
    if (underWay) throw new TransactionConflictException({ message: 'ongoing', $metadata: {} });
    underWay = true;
    await pause(TAKES_MS);
    underWay = false;
  };
  /** An intent, a call, the intent's end. */
  const acted = async (once: (write: () => Promise<void>) => Promise<void>) => {
    await once(write);
    await pause(CALL_MS);
    await once(write);
  };
  const all = async (once: (write: () => Promise<void>) => Promise<void>) => {
    const branches = Promise.allSettled(Array.from({ length: BRANCHES }, () => acted(once)));
    await vi.runAllTimersAsync();
    return (await branches).filter(({ status }) => status === 'rejected').length;
  };

  it('fail but for one without waiting for each other: the harm', async () => {
    expect(await all((once) => once())).toBe(BRANCHES - 1);
  });

  it('have all written within a few seconds', async () => {
    const began = Date.now();
    expect(await all(pastConflicts)).toBe(0);
    expect(Date.now() - began).toBeLessThan(8_000);
  });
});
