import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { COMMON, type Row } from './compare.ts';
import type { Holder } from './granted.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const HEAD = ['| May | On | Only if | Exercised by |', '| --- | --- | --- | --- |'];

/** docs/permissions.md */
export function document(rows: readonly Row[]): string {
  const of = (kind: Holder['kind']) => {
    const holders = [
      ...new Set(rows.filter((row) => row.granted.holder.kind === kind).map((row) => row.granted.holder.name)),
    ];
    return holders.sort().map((name) => ({
      name,
      rows: rows.filter((row) => row.granted.holder.kind === kind && row.granted.holder.name === name),
    }));
  };
  const section = (kind: Holder['kind'], about: (name: string, rows: readonly Row[]) => string) =>
    of(kind).flatMap(({ name, rows }) => ['', `### ${name}`, '', about(name, rows), '', ...table(rows)]);
  return `${[
    '# Permissions',
    '',
    'What each part of a control plane may do, on what, under which condition, and which scenario of `test/scenarios` exercised it.',
    'Generated from the template of the sandbox’s environment and from what its scenarios did (`UPDATE_PERMISSIONS=1 npm test`); in',
    'another environment the names of its configuration stand instead of these. A test fails if anything granted is exercised by no',
    'scenario and no simulated run and has no reason written beside it, if anything was refused unexpectedly, or if this file is not',
    'what is deployed. `simulation` stands where only runs of the fault matrix ([proof.md](proof.md)) exercised it, and the reason where',
    'no run needs to.',
    '',
    'Where an exercise is `deployment`, AWS asks for the permission when the stack is deployed. Resources are ARNs without account and',
    'Region. Every role is that of one function, one workflow or one rule.',
    '',
    '## What no role may do',
    ...of('every role').flatMap(({ name, rows }) => [
      '',
      `\`${name}\`, attached to every role of the stack:`,
      '',
      ...denials(rows),
    ]),
    '',
    '## Every function',
    '',
    'writes to its own log group and sends its traces (`logs:CreateLogStream`, `logs:PutLogEvents`, `xray:PutTraceSegments`,',
    '`xray:PutTelemetryRecords`; tracing has no resource level). Functions that talk to the database run in its network: Lambda makes',
    'their network interfaces with their role (no resource level), their own code is denied it.',
    '',
    '## Functions',
    ...section('function', whatItDoes),
    '',
    '## Workflows',
    ...section(
      'workflow',
      (name) =>
        `The state machine \`knowngood-<environment>-${name}\`. Delivering logs and sending traces have no resource level.`,
    ),
    '',
    '## Rules',
    ...section('rule', () => 'Starts the workflow that it is for.'),
    ...(of('people').length === 0 ? [] : ['', '## People']),
    ...section('people', () => 'A managed policy that a team attaches to its own roles (see `docs/access.md`).'),
    '',
    '## Policies of resources',
    ...section('resource', () => 'Who may use it, besides by own policies.'),
  ].join('\n')}\n`;
}

function table(rows: readonly Row[]): string[] {
  const lines = rows.flatMap((row) => {
    const { granted, resources, exercisedBy, exception } = row;
    const actions =
      granted.holder.kind === 'function' ? row.actions.filter((action) => !COMMON.test(action)) : row.actions;
    if (actions.length === 0) return [];
    const verb = granted.effect === 'Deny' ? '**never** ' : '';
    const who = granted.principals.length === 0 ? '' : `${granted.principals.join(', ')}: `;
    const use =
      granted.effect === 'Deny'
        ? ''
        : exception === undefined
          ? exercisedBy.join(', ')
          : `_need not be:_ ${exception.reason}`;
    return [
      `| ${verb}${who}${code(actions)} | ${resources.map(cell).join('<br>')} | ${granted.conditions.map(cell).join('<br>')} | ${use} |`,
    ];
  });
  return lines.length === 0 ? ['Nothing but what every function may.'] : [...HEAD, ...lines];
}

const denials = (rows: readonly Row[]): string[] => rows.map((row) => `- ${code(row.actions)}`);
const code = (actions: readonly string[]): string => actions.map((action) => `\`${action}\``).join('<br>');
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('*', '\\*').replaceAll('<', '&lt;');

/** The sentence in front of a step's handler. */
function whatItDoes(step: string, rows: readonly Row[]): string {
  const network = rows.some(({ actions }) => actions.some((action) => action.startsWith('ec2:')));
  const [file = ''] = globSync(`lambdas/*/${step}/handler.ts`, { cwd: root });
  const source = readFileSync(join(root, file), 'utf8');
  const comment = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export const handler/.exec(source)?.[1];
  if (comment === undefined) throw new Error(`${file}: expected a comment before the handler that says what it does.`);
  const text = comment
    .replace(/\n\s*\*/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return network ? `${text} In the database’s network.` : text;
}
