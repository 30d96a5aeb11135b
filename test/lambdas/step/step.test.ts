import { describe, expect, it } from 'vitest';
import { LONGEST_CAUSE, StepError } from '../../../lambdas/step/errors.ts';
import { step } from '../../../lambdas/step/step.ts';
import { told } from '../stub/told.ts';

const failing = (error: unknown) =>
  step(async () => {
    throw error;
  })({});
const named = (name: string, members: object = {}) => Object.assign(new Error('why'), { name, ...members });

describe('a step', () => {
  it('answers with what it answers', async () => {
    expect(await step(async (input: number) => input + 1)(1)).toBe(2);
  });

  it.each<[string, Error]>([
    ["a server's fault", named('InternalFailure', { $fault: 'server' })],
    ['an answer of 5xx', named('Unknown', { $metadata: { httpStatusCode: 503 } })],
    ['an error that the SDK calls throttling', named('SlowDown', { $retryable: { throttling: true } })],
    ['throttling by its name', named('ThrottlingException')],
    ['throttling by the code of awsQuery services', named('Error', { Code: 'RequestLimitExceeded' })],
    ['two transactions on one item', named('TransactionInProgressException')],
    ["the SDK's time-out", named('TimeoutError')],
    ["Node's name of a broken connection", named('Error', { code: 'ECONNRESET' })],
    ['a name that cannot be resolved', named('Error', { code: 'EAI_AGAIN' })],
  ])('tells by one name what waiting may mend: %s', async (_what, error) => {
    await expect(failing(error)).rejects.toMatchObject(told('TemporarilyUnavailable', /: why$/));
    await expect(failing(error)).rejects.toHaveProperty('cause', error);
  });

  it.each([
    ['a refusal', named('AccessDeniedException', { $fault: 'client', $metadata: { httpStatusCode: 400 } })],
    ['an error of its own', new StepError('ChecksFailed', 'why')],
    ['a mistake', named('TypeError')],
  ])('keeps every other name: %s', async (_what, error) => {
    await expect(failing(error)).rejects.toBe(error);
  });

  it('tells on one line, and not more than a cause takes', async () => {
    await expect(failing(new Error('one\r\n\ttwo\u2028three'))).rejects.toMatchObject(told('Error', /^one two three$/));
    await expect(failing(new Error('x'.repeat(40_000)))).rejects.toHaveProperty('message.length', LONGEST_CAUSE);
    expect(new StepError('E', 'a\nb').message).toBe('a b');
  });
});
