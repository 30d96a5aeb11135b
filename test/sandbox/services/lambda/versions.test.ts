import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { ServiceModel } from '../../../../sandbox/kernel/service.ts';
import { createFunctions, type Functions } from '../../../../sandbox/services/lambda/functions.ts';
import { create, type FakeKernel, fakeKernel } from '../../processes/fake-kernel.ts';

let functions: Functions | undefined;
afterEach(() => functions?.close?.());

/** A function that answers with the word its code holds. */
async function deployed(kernel: FakeKernel, word: string): Promise<void> {
  const LocalPath = join(kernel.folder, word);
  mkdirSync(LocalPath, { recursive: true });
  writeFileSync(join(LocalPath, 'index.mjs'), `export const handler = async () => '${word}';`);
  await create(functions as ServiceModel, 'AWS::Lambda::Function', {
    FunctionName: 'look',
    Handler: 'index.handler',
    Role: 'arn:role',
    Code: { S3Key: `${word}.zip`, LocalPath },
  });
}
const published = async (): Promise<string> =>
  (await create(functions as ServiceModel, 'AWS::Lambda::Version', { FunctionName: 'look' })).ref;

it('a version keeps its code, whatever the function is changed to: only the name alone means the newest', async () => {
  const kernel = fakeKernel();
  functions = createFunctions(kernel);
  await deployed(kernel, 'old');
  const first = await published();
  expect(first).toBe('arn:aws:lambda:sa-east-1:111122223333:function:look:1');
  await deployed(kernel, 'new');
  expect(await functions.invoke(first, {})).toEqual({ result: 'old' });
  // What a state without a version would get.
  expect(await functions.invoke('look', {})).toEqual({ result: 'new' });
  expect(await functions.invoke(await published(), {})).toEqual({ result: 'new' });
});

it('nothing is published twice, and what was never published cannot be called', async () => {
  const kernel = fakeKernel();
  functions = createFunctions(kernel);
  await deployed(kernel, 'old');
  await published();
  await expect(published()).rejects.toThrow('A version for this Lambda function exists ( 1 )');
  await expect(functions.invoke('look:2', {})).rejects.toThrow('Function not found');
});
