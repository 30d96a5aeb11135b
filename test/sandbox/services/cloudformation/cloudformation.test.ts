import { beforeEach, describe, expect, it } from 'vitest';
import {
  type Cloudformation,
  createCloudformation,
} from '../../../../sandbox/services/cloudformation/cloudformation.ts';
import { fakeKernel, PERSON } from '../../processes/fake-kernel.ts';

const call = { principal: PERSON };
let cloudformation: Cloudformation;
const describeStacks = async (StackName?: string) =>
  (await cloudformation.handlers.DescribeStacks?.({ StackName }, call))?.Stacks?.map((s) => [
    s.StackName,
    s.StackStatus,
  ]);

beforeEach(() => {
  cloudformation = createCloudformation(fakeKernel(1));
  cloudformation.put('Survey');
  cloudformation.put('Crm');
});

describe('stacks', () => {
  it('are told by name, or all, in the state they are in', async () => {
    cloudformation.put('Crm', 'UPDATE_IN_PROGRESS');
    expect(await describeStacks('Crm')).toEqual([['Crm', 'UPDATE_IN_PROGRESS']]);
    expect(await describeStacks()).toEqual([
      ['Survey', 'CREATE_COMPLETE'],
      ['Crm', 'UPDATE_IN_PROGRESS'],
    ]);
  });

  it('tell when their last update began, once they have had one', async () => {
    const kernel = fakeKernel(1);
    const { put, handlers } = createCloudformation(kernel);
    const told = async () => (await handlers.DescribeStacks?.({}, call))?.Stacks?.[0]?.LastUpdatedTime?.getTime();
    put('Survey');
    expect(await told()).toBeUndefined();
    put('Survey', 'UPDATE_IN_PROGRESS');
    const began = await told();
    expect(began).toBeLessThanOrEqual(kernel.clock.now());
    await kernel.clock.sleep(5);
    put('Survey', 'UPDATE_COMPLETE');
    expect(await told()).toBe(began);
    put('Survey', 'UPDATE_COMPLETE');
    expect(await told()).toBeGreaterThan(began ?? 0);
  });

  it('that do not exist are an error when named, as in AWS', async () => {
    await expect(describeStacks('Gone')).rejects.toThrow('Stack with id Gone does not exist');
  });
});
