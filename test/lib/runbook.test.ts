import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readTemplate } from '../../sandbox/template/assembly.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

interface Machine {
  readonly States: Record<
    string,
    { readonly Type: string; readonly Branches?: Machine[]; readonly ItemProcessor?: Machine }
  >;
}
interface Resource {
  readonly Type: string;
  readonly Properties: {
    readonly DefinitionString?: { readonly 'Fn::Join': [string, unknown[]] };
    readonly AlarmName?: string;
  };
}

const tasksOf = (machine: Machine): string[] =>
  Object.entries(machine.States).flatMap(([name, state]) => [
    ...(state.Type === 'Task' ? [name] : []),
    ...(state.Branches ?? []).flatMap(tasksOf),
    ...(state.ItemProcessor === undefined ? [] : tasksOf(state.ItemProcessor)),
  ]);

const resources = Object.values(
  (
    readTemplate(new URL('../../cdk.out/KnownGood-sandbox.template.json', import.meta.url)) as {
      Resources: Record<string, Resource>;
    }
  ).Resources,
);
const tasks = resources.flatMap(({ Properties }) => {
  const parts = Properties.DefinitionString?.['Fn::Join'][1];
  if (parts === undefined) return [];
  return tasksOf(JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'arn')).join('')) as Machine);
});
const alarms = resources
  .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
  .map(({ Properties }) => (Properties.AlarmName ?? '').replace('-sandbox-', '-&lt;environment&gt;-'));

describe('the runbook', () => {
  const text = read('docs/runbook.md');
  const headings = [...text.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading ?? '');

  it('has a heading for every state that can fail and for every alarm, and for nothing that is gone', () => {
    const wanted = new Set([...tasks, ...alarms]);
    expect(wanted.size).toBeGreaterThan(80);
    expect([...wanted].filter((name) => !headings.includes(name))).toEqual([]);
    expect(headings.filter((heading) => !wanted.has(heading))).toEqual([]);
    expect(headings.length).toBe(new Set(headings).size);
  });

  it('says something under every heading, or under the last of several that share it', () => {
    // A run of headings with nothing between them shares what follows; only the end of a chapter could be left empty.
    const empty = [...text.matchAll(/^### (.+)\n+(?=## )/gm)].map(([, heading]) => heading);
    expect(empty.filter((heading) => !(heading ?? '').startsWith('Tell how the database'))).toEqual([]);
  });
});
