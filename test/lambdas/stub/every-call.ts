import { describe, expect, it } from 'vitest';
import { aws } from './aws.ts';
import { TEMPORARY } from './faults.ts';
import { ledger } from './ledger.ts';

export interface Tried {
  /** Makes the world the step is called in, from nothing. */
  readonly prepare: () => Promise<void> | void;
  readonly run: () => Promise<unknown>;
  /** Operations the step calls then. */
  readonly calls: readonly string[];
  /** Operations it calls besides, whose failure is none of the step: it goes on without what they would say. */
  readonly unneeded?: readonly string[];
  /** What the step leaves behind besides the ledger. */
  readonly left?: () => unknown;
  /** What of the ledger is to be the same; absent: everything. */
  readonly written?: (records: Records) => unknown;
}

type Records = Awaited<ReturnType<typeof ledger.all>>;

/**
 * Whatever happens to a step's calls, its outcome is one: asked again by the SDK, by the workflow, or after the function
 * was cut off between two calls. And what waiting may mend has the one name that the workflows try again.
 */
export function everyCall({
  prepare,
  run,
  calls,
  unneeded = [],
  left = () => undefined,
  written = (records) => records,
}: Tried): void {
  const all = [...calls, ...unneeded];
  const begin = async () => {
    await aws.anew();
    await prepare();
  };
  const outcomeOf = async (answer: unknown) =>
    structuredClone({ answer, left: await left(), ledger: written(await ledger.all()) });
  /** Tried once: it is the same before every test. */
  let first: Promise<{ readonly outcome: unknown; readonly called: readonly string[] }> | undefined;
  const undisturbed = async () => {
    first ??= (async () => {
      await begin();
      const outcome = await outcomeOf(await run());
      return { outcome, called: aws.calls.map(({ operation }) => operation) };
    })();
    const known = await first;
    await begin();
    return known;
  };

  describe('whatever happens to its calls', () => {
    it('calls what is tried here, and nothing else', async () => {
      const { called } = await undisturbed();
      expect([...new Set(called)].sort()).toEqual([...all].sort());
    });

    it('called twice, answers the same and leaves the same', async () => {
      const { outcome } = await undisturbed();
      await run();
      expect(await outcomeOf(await run())).toEqual(outcome);
    });

    it.each(calls)('%s, when waiting may mend it, is told by that name', async (operation) => {
      for (const [what, error] of Object.entries(TEMPORARY)) {
        await begin();
        aws.fails(operation, error);
        await expect(run(), what).rejects.toMatchObject({ name: 'TemporarilyUnavailable' });
      }
    });

    it.each(all)('%s, when its answer is lost, is asked again with the same outcome', async (operation) => {
      const { outcome } = await undisturbed();
      aws.losesAnswerOf(operation);
      expect(await outcomeOf(await run())).toEqual(outcome);
      expect(aws.inputs(operation).length).toBeGreaterThan(1);
    });

    it.each(all)('cut off after %s and called again, ends with the same outcome', async (operation) => {
      const { outcome } = await undisturbed();
      await aws.cutOffAfter(operation, run);
      expect(await outcomeOf(await run())).toEqual(outcome);
    });
  });
}
