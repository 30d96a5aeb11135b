import { ResourceNotFoundException } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { createLogs } from '../../../../sandbox/services/logs/logs.ts';
import { fakeKernel } from '../../processes/fake-kernel.ts';

const logs = createLogs(fakeKernel(), {
  logOf: (group, stream) => (group === '/survey/web' && stream === 'web/app/1' ? 'one\ntwo\nthree\n' : undefined),
  logsIn: (group) =>
    group === '/survey/web'
      ? [
          { stream: 'web/app/2', text: 'ERROR late\nfine\n', until: 9_000 },
          { stream: 'web/app/1', text: 'fine\nERROR one\nError two\n', until: 5_000 },
          { stream: 'web/app/0', text: 'ERROR long ago\n', until: 100 },
        ]
      : [],
});
const { GetLogEvents, FilterLogEvents } = logs.handlers as Required<typeof logs.handlers>;
const read = (given: object) =>
  GetLogEvents({ logGroupName: '/survey/web', logStreamName: 'web/app/1', ...given }, {} as never);

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html
describe('events of a stream', () => {
  it('are its last ones, or its first if asked for, in order', async () => {
    const lines = async (given: object) => (await read(given)).events?.map(({ message }) => message);
    expect(await lines({})).toEqual(['one', 'two', 'three']);
    expect(await lines({ limit: 2 })).toEqual(['two', 'three']);
    expect(await lines({ limit: 2, startFromHead: true })).toEqual(['one', 'two']);
  });

  it('of a stream that nobody writes to are refused', () => {
    expect(() => read({ logStreamName: 'web/app/2' })).toThrow(ResourceNotFoundException);
  });
});

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
describe('events of a group', () => {
  const found = async (given: object) =>
    FilterLogEvents({ logGroupName: '/survey/web', startTime: 1_000, endTime: 8_000, ...given }, {} as never);
  const lines = async (given: object) => (await found(given)).events?.map(({ message }) => message);

  it('are those that match, of its streams, from one time to another, oldest first', async () => {
    expect(await lines({ filterPattern: '?ERROR ?Error' })).toEqual(['ERROR one', 'Error two', 'ERROR late']);
    expect(await lines({ filterPattern: 'ERROR late' })).toEqual(['ERROR late']);
    expect(await lines({ filterPattern: '?ERROR', logGroupName: '/survey/other' })).toEqual([]);
  });

  it('come in pages', async () => {
    const page = await found({ filterPattern: '?ERROR ?Error', limit: 2 });
    expect(page.events).toHaveLength(2);
    expect(await lines({ filterPattern: '?ERROR ?Error', limit: 2, nextToken: page.nextToken })).toEqual([
      'ERROR late',
    ]);
  });

  it('by a pattern that is not modelled are refused: nothing is said to be none', async () => {
    await expect(found({ filterPattern: '{ $.level = 50 }' })).rejects.toThrow(/models filter patterns of terms alone/);
  });
});
