import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const where = (...args: string[]) =>
  execFileSync(process.execPath, ['scripts/where.ts', ...args], {
    cwd: fileURLToPath(root),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });

/** The bundle of a step, as it was synthesized. */
function bundleOf(step: string): string {
  const { Resources } = JSON.parse(readFileSync(new URL('cdk.out/KnownGood-sandbox.template.json', root), 'utf8')) as {
    Resources: Record<string, { Type: string; Properties: { FunctionName?: string; Code?: { S3Key: string } } }>;
  };
  const found = Object.values(Resources).find(
    ({ Type, Properties }) =>
      Type === 'AWS::Lambda::Function' && Properties.FunctionName === `knowngood-sandbox-${step}`,
  );
  const asset = found?.Properties.Code?.S3Key.replace('.zip', '');
  return readFileSync(new URL(`cdk.out/asset.${asset}/index.mjs`, root), 'utf8');
}

it('finds in the sources what a log gives as a position of a bundle', () => {
  const lines = bundleOf('escalate').split('\n');
  const line = lines.findIndex((text) => text.includes('"TemporarilyUnavailable"'));
  const column = lines[line]?.indexOf('"TemporarilyUnavailable"') ?? -1;
  expect(where('escalate', `${line + 1}:${column + 1}`)).toMatch(/^lambdas\/model\/errors\.ts:\d+:\d+\n$/);
});

it('says what it expects of whoever asks otherwise', () => {
  for (const args of [[], ['nonsense', '1:1'], ['escalate', '12']])
    expect(() => where(...args)).toThrow(/Expected a step and a position/);
});
