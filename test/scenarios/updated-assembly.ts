import { cpSync, globSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeAtEnd } from '../../sandbox/processes/guard.ts';
import { readTemplate } from '../../sandbox/template/assembly.ts';
import type { Template } from '../../sandbox/template/template.ts';
import type { Environment } from './environment.ts';

const assembly = fileURLToPath(new URL('../../cdk.out', import.meta.url));
const STACK = 'KnownGood-sandbox';

/**
 * The assembly as a later version of this project would synthesize it: the code of one step asks for something that only
 * the new definitions give it (`contract`), so it fails for an execution that began under the old ones.
 */
export function updatedAssembly(step: string): { readonly folder: string; readonly stack: string } {
  const folder = mkdtempSync(join(tmpdir(), 'knowngood-updated-'));
  removeAtEnd(folder);
  for (const name of ['manifest.json', ...globSync('*.template.json', { cwd: assembly })])
    cpSync(join(assembly, name), join(folder, name));
  for (const name of globSync('asset.*', { cwd: assembly }))
    cpSync(join(assembly, name), join(folder, name), { recursive: true });

  const file = join(folder, `${STACK}.template.json`);
  const template = readTemplate(file);
  const [id, fn] = entry(template, ({ Type, Properties }) => {
    const name = JSON.stringify(Properties?.['FunctionName'] ?? '');
    return Type === 'AWS::Lambda::Function' && name.includes(`-${step}"`);
  });
  const code = fn.Properties?.['Code'] as { S3Key: string };
  const old = code.S3Key.replace(/\.zip$/, '');
  code.S3Key = `updated${old}.zip`;
  cpSync(join(assembly, `asset.${old}`), join(folder, `asset.updated${old}`), { recursive: true });
  askForContract(join(folder, `asset.updated${old}`));
  const [version] = entry(
    template,
    ({ Type, Properties }) =>
      Type === 'AWS::Lambda::Version' && JSON.stringify(Properties).includes(JSON.stringify({ Ref: id })),
  );
  // The weekly look lists versions and gives their code no input.
  const works = Object.entries(template.Resources ?? {}).filter(([id]) => !id.startsWith('Wake'));
  for (const [, { Type, Properties }] of works)
    if (Type === 'AWS::StepFunctions::StateMachine') giveContract(Properties?.['DefinitionString'], version);
  writeFileSync(file, JSON.stringify(template).replaceAll(`"${version}"`, `"${version}Updated"`));
  return { folder, stack: STACK };
}

/** Versions of a step's function that an execution called. */
export function calledVersions({ cloud }: Environment, executionArn: string, step: string): string[] {
  const run = cloud.states.executions().find((execution) => execution.options.arn === executionArn);
  const version = new RegExp(`function:knowngood-sandbox-${step}:(\\d+)"`);
  const called = (run?.history.events ?? []).flatMap(
    (event) => version.exec(event.taskScheduledEventDetails?.parameters ?? '')?.[1] ?? [],
  );
  return [...new Set(called)];
}

type Resource = NonNullable<Template['Resources']>[string];

function entry({ Resources = {} }: Template, fits: (resource: Resource) => boolean): [string, Resource] {
  const found = Object.entries(Resources).find(([, resource]) => fits(resource));
  if (found === undefined) throw new Error('The template has no such resource.');
  return found;
}

function askForContract(asset: string): void {
  cpSync(join(asset, 'index.mjs'), join(asset, 'before.mjs'));
  writeFileSync(
    join(asset, 'index.mjs'),
    `import { handler as before } from './before.mjs';
export const handler = ({ contract, ...input }, context) => {
  if (contract !== 2) throw Object.assign(new Error('this code takes contract 2'), { name: 'AnotherContract' });
  return before(input, context);
};
`,
  );
}

/** The states of this version hand the new code what it asks for. */
function giveContract(definition: unknown, version: string): void {
  const parts = (definition as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
  for (const [index, part] of parts.entries()) {
    if ((part as { Ref?: string }).Ref !== version) continue;
    const next = String(parts[index + 1]);
    if (!next.startsWith('","Payload":{'))
      throw new Error(`${version} is called in an unknown form: ${next.slice(0, 60)}`);
    parts[index + 1] = next.replace('"Payload":{', '"Payload":{"contract":2,');
  }
}
