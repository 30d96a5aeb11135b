import { ResourceNotFoundException } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { createLogs } from '../../../../sandbox/services/logs/logs.ts';
import { fakeKernel } from '../../processes/fake-kernel.ts';

const logs = createLogs(fakeKernel(), {
  logOf: (group, stream) => (group === '/survey/web' && stream === 'web/app/1' ? 'one\ntwo\nthree\n' : undefined),
});
const { GetLogEvents } = logs.handlers as Required<typeof logs.handlers>;
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
