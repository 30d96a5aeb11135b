import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

interface Machine {
  readonly States: Record<
    string,
    { readonly Type: string; readonly Branches?: Machine[]; readonly ItemProcessor?: Machine }
  >;
}

const tasksOf = (machine: Machine): string[] =>
  Object.entries(machine.States).flatMap(([name, state]) => [
    ...(state.Type === 'Task' ? [name] : []),
    ...(state.Branches ?? []).flatMap(tasksOf),
    ...(state.ItemProcessor === undefined ? [] : tasksOf(state.ItemProcessor)),
  ]);

it('the runbook knows every state that can fail, and names no state that is gone', () => {
  const { Resources } = JSON.parse(read('cdk.out/KnownGood-sandbox.template.json')) as {
    Resources: Record<string, { Type: string; Properties: { DefinitionString?: { 'Fn::Join': [string, unknown[]] } } }>;
  };
  const tasks = new Set(
    Object.values(Resources).flatMap(({ Properties }) => {
      const parts = Properties.DefinitionString?.['Fn::Join'][1];
      if (parts === undefined) return [];
      return tasksOf(JSON.parse(parts.map((part) => (typeof part === 'string' ? part : 'arn')).join('')) as Machine);
    }),
  );
  expect(tasks.size).toBeGreaterThan(60);
  const runbook = read('docs/runbook.md').replace(/\s+/g, ' ');
  const known = new Set(
    [...runbook.matchAll(/`([A-Z][^`]+)`/g)]
      .map(([, name]) => name ?? '')
      .filter((name) => name.includes(' ') || name === 'Triage'),
  );
  expect([...tasks].filter((task) => !known.has(task))).toEqual([]);
  expect([...known].filter((name) => !tasks.has(name))).toEqual([]);
});
