import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const assembly = fileURLToPath(new URL('../cdk.out', import.meta.url));
const EMPTY = 'const { user, system } = process.cpuUsage(); console.log(user + system)';

/** A function of the template, and what it is to load it. */
export interface FunctionSize {
  readonly step: string;
  readonly kilobytes: number;
  /** CPU of a cold import above that of an empty process, the better of three. */
  readonly milliseconds: number;
}

/** Functions by step, as the last synthesis bundled them; `progress` hears of each. */
export function functionSizes(progress: (done: number, of: number) => void): FunctionSize[] {
  const functions = bundles();
  const empty = cpuOf(EMPTY);
  return functions.map(([step, file], index) => {
    progress(index + 1, functions.length);
    const milliseconds = cpuOf(`await import(${JSON.stringify(file)}); ${EMPTY}`) - empty;
    return { step, kilobytes: Math.round(statSync(file).size / 1_000), milliseconds: Math.round(milliseconds) };
  });
}

function bundles(): [step: string, file: string][] {
  const { Resources } = JSON.parse(readFileSync(join(assembly, 'KnownGood-sandbox.template.json'), 'utf8')) as {
    Resources: Record<string, { Type: string; Properties: { FunctionName?: string; Code?: { S3Key?: string } } }>;
  };
  return Object.values(Resources).flatMap(({ Type, Properties: { FunctionName = '', Code } }): [string, string][] =>
    Type === 'AWS::Lambda::Function' && Code?.S3Key !== undefined
      ? [
          [
            FunctionName.replace('knowngood-sandbox-', ''),
            join(assembly, `asset.${Code.S3Key.replace('.zip', '')}`, 'index.mjs'),
          ],
        ]
      : [],
  );
}

/** Milliseconds of CPU; the best of three, since others use the machine too. */
function cpuOf(code: string): number {
  const times = [1, 2, 3].map(() =>
    Number(
      execFileSync(process.execPath, ['--input-type=module', '-e', code], {
        encoding: 'utf8',
        env: { ...process.env, AWS_REGION: 'sa-east-1' },
      }),
    ),
  );
  return Math.min(...times) / 1_000;
}
