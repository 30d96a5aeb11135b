import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEPENDENT, OWN_ACTION } from '../../sandbox/services/iam/dependent.ts';
import { compare } from './compare.ts';
import { document } from './document.ts';
import { EXCEPTIONS, unexpected } from './exceptions.ts';
import { type Granted, granted } from './granted.ts';
import { type Recording, recordings } from './recording.ts';

const file = new URL('../../docs/permissions.md', import.meta.url);
const HOW = 'Run "UPDATE_PERMISSIONS=1 npm test" and read what changed in docs/permissions.md';

describe('what is granted and what the scenarios exercised', () => {
  const found = recordings();
  const comparison = compare(granted(), found, EXCEPTIONS);

  it('were recorded: hundreds of permissions, by every scenario', () => {
    for (const { scenario, deployment, run } of found) {
      expect(deployment.length, scenario).toBeGreaterThan(50);
      expect(run.length, scenario).toBeGreaterThan(0);
    }
    const exercised = comparison.rows.filter((row) => row.exercisedBy.some((by) => by !== 'deployment'));
    expect(exercised.length).toBeGreaterThan(150);
  });

  it('nothing was refused, but for the reasons written down', () => {
    const refused = found.flatMap(({ scenario, denied }) =>
      unexpected(denied, scenario).map((message) => `${scenario}: ${message}`),
    );
    // As the message too: the report of a failure shortens a list to "Array(1)".
    expect(refused, refused.join('; ')).toEqual([]);
  });

  it('nothing is granted that no scenario uses, but for the reasons written down', () => {
    expect(
      comparison.unused,
      'take it out, let a scenario use it, or say why in test/permissions/exceptions.ts',
    ).toEqual([]);
  });

  it('no reason is written down for what nobody is granted, or what is exercised', () => {
    expect(comparison.needless).toEqual([]);
  });

  it('docs/permissions.md says what is deployed', () => {
    const now = document(comparison.rows);
    if (process.env['UPDATE_PERMISSIONS'] !== undefined) writeFileSync(file, now);
    const written = readFileSync(file, 'utf8');
    // Which runs came to a permission differs from run to run, where something was a moment faster; who is named must be there.
    expect(withoutScenarios(written), HOW).toEqual(withoutScenarios(now));
    const there = new Set([...found.map(({ scenario }) => scenario), 'deployment']);
    expect(
      namesIn(written).filter((name) => !there.has(name)),
      HOW,
    ).toEqual([]);
  });
});

describe('what AWS authorizes besides an action', () => {
  const asked = [...new Set(recordings().flatMap(({ dependent }) => dependent))].map((pair) => pair.split(' '));
  const listed = new Set(DEPENDENT.flatMap(({ call, actions }) => actions.map((action) => `${call} ${action}`)));

  it('stands in the table, with its source, whatever call asked for it', () => {
    const others = asked.filter(
      ([call = '', action = '']) =>
        OWN_ACTION[call] !== action && call.split(':')[1] !== action.split(':')[1] && !listed.has(`${call} ${action}`),
    );
    expect(others).toEqual([]);
    for (const { source } of DEPENDENT) expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  it('was asked for by scenarios and simulated runs, row by row', () => {
    const never = DEPENDENT.filter(
      ({ call, actions }) => !asked.some(([from, action = '']) => from === call && actions.includes(action)),
    ).map(({ call, when }) => `${call}: ${when}`);
    expect(never).toEqual(NEVER_ASKED);
  });
});

/** Rows that no run reaches; tests of the sandbox's services hold them. */
const NEVER_ASKED: readonly string[] = [
  'ecs:RegisterTaskDefinition: it carries tags',
  'ecs:RunTask: it carries tags',
  'ssm:GetParameter: the parameter is a SecureString under a customer key',
  'ssm:GetParameterHistory: the parameter is a SecureString under a customer key',
  'ssm:GetParametersByPath: the parameter is a SecureString under a customer key',
  'ssm:PutParameter: the parameter is a SecureString under a customer key',
];

/** The harm the comparison is for: each must be seen. */
describe('the comparison', () => {
  const one: Granted = {
    holder: { kind: 'function', name: 'f' },
    id: 'S/P/0',
    effect: 'Allow',
    principals: [],
    actions: ['rds:A', 'rds:B'],
    resources: ['db:x', 'db:y'],
    conditions: [],
  };
  const holding: Granted = { ...one, holder: { kind: 'workflow', name: 'w' } };
  const recorded = (...run: string[]): Recording[] => [
    { scenario: 's', policies: '', deployment: [], run, denied: [], dependent: [] },
  ];

  it('sees one action on one resource that nothing exercised', () => {
    const { unused } = compare([one], recorded('S/P/0#0#0', 'S/P/0#0#1', 'S/P/0#1#1'), []);
    expect(unused).toEqual(['function f: rds:B on db:x']);
  });
  it('sees an exception for what nobody is granted', () => {
    const needless = { holders: ['f'], actions: ['rds:C'], reason: 'r' };
    expect(compare([one], recorded(), [needless]).needless).toEqual([needless]);
  });
  it('sees an exception for what is exercised', () => {
    const needless = { holders: ['f'], actions: ['rds:A'], reason: 'r' };
    expect(compare([one], recorded('S/P/0#0#0', 'S/P/0#0#1'), [needless]).needless).toEqual([needless]);
  });
  it('sees a refusal that is right in another scenario alone', () => {
    const message = 'User: r is not authorized to perform: kms:Decrypt on resource: k';
    expect(unexpected([message], 'removal')).toEqual([]);
    expect(unexpected([message], 'watchdog')).toEqual([message]);
  });
  it('makes one document, whether a run exercised what need not be or not', () => {
    const seldom = { holders: ['w'], actions: ['rds:B'], reason: 'r' };
    const [with_, without] = [['S/P/0#1#0'], []].map((more) =>
      document(compare([holding], recorded('S/P/0#0#0', 'S/P/0#0#1', ...more), [seldom]).rows),
    );
    expect(with_).toBe(without);
    expect(with_).toContain('| `rds:B` | db:x<br>db:y |  | _need not be:_ r |');
  });
  it('takes an exception for what it names and no more', () => {
    const { unused } = compare([one], recorded('S/P/0#0#0', 'S/P/0#0#1'), [
      { holders: ['f'], actions: ['rds:B'], resource: 'db:x', reason: 'r' },
    ]);
    expect(unused).toEqual(['function f: rds:B on db:y']);
  });
});

const withoutScenarios = (text: string): string =>
  text.replaceAll(/ \| (?!_need not be)[a-z][a-z, -]* \|$/gm, ' | … |');

/** Whoever exercised something, of every row. */
const namesIn = (text: string): string[] =>
  [...text.matchAll(/ \| ([a-z][a-z, -]*) \|$/gm)].flatMap(([, names = '']) => names.split(', '));
