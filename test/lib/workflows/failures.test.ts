import { describe, expect, it } from 'vitest';
import { STATES } from '../../../lambdas/model/state-names.ts';
import { definitionOf, statesOf, type WORKFLOWS } from '../definitions.ts';

/** Where the failure of a task leads -> the tasks; `''`: it ends the execution. Messages apart: they never stop the work. */
function failures(workflow: (typeof WORKFLOWS)[number]): Readonly<Record<string, readonly string[]>> {
  const tasks = statesOf(definitionOf(workflow)).filter(
    ([, { Type, Arguments }]) => Type === 'Task' && !('message' in ((Arguments as { Payload?: object }).Payload ?? {})),
  );
  return Object.groupBy(
    tasks.map(([name]) => name),
    (name) =>
      tasks
        .find(([other]) => other === name)?.[1]
        .Catch?.map(({ Next }) => Next)
        .join() ?? '',
  ) as Readonly<Record<string, readonly string[]>>;
}

describe('the failure of a release', () => {
  const { '': ends, ...lead } = failures('release');

  it('frees the environment before anybody was told of it, whatever it inspects, in this order', () => {
    const { States } = definitionOf('release');
    const before: string[] = [];
    for (let at = States[STATES.takeTheLock]?.Next; at !== undefined && at !== 'Announce the release'; )
      at = before.push(at) > 0 ? States[at]?.Next : undefined;
    expect(before).toEqual(['Try the probes', 'Inspect the environment', 'Inspect the read role', 'Inspect the owner']);
    expect(lead['Free the environment']).toEqual(before);
  });

  it('leads to its rollback in every task after that', () => {
    // The two of each service are caught around all services together.
    expect(ends).toEqual([
      'Switch a service',
      'Look whether the services are steady',
      'Start the rollback',
      'Free the environment',
    ]);
    expect(lead['The request was refused']).toEqual(['Read the request', 'Take the lock', 'Confirm the release']);
    expect(Object.keys(lead).filter((way) => !way.startsWith('Note: '))).toEqual([
      'The request was refused',
      'Free the environment',
      'Does this release still hold the environment?',
      'Tell that no standby is made',
      'Tell that the change record is missing',
    ]);
  });
});

describe.each(['rollback', 'decision'] as const)('the failure of a %s', (workflow) => {
  it('is no end where the work can do without, and is told; everywhere else a person redrives the very task', () => {
    const { '': _ends, 'The rollback was refused': _refused, ...lead } = failures(workflow);
    const without = Object.entries(lead).filter(([way]) => !way.startsWith('Note: '));
    expect(Object.fromEntries(without)).toMatchObject({
      'Tell that sessions of the migration are left': ['End the sessions of the migration'],
      'Tell that the post-mortem is missing': ['Write the post-mortem'],
      'Tell that Settle was not started': ['Start Settle'],
      'Not done: Warm the restored database': ['Warm the restored database'],
      'Tell that the safety snapshot is missing': ['Start the safety snapshot'],
      'The standby cannot be used': ['Prove the standby once more', 'Look at the standby'],
    });
    expect(without).toHaveLength(workflow === 'rollback' ? 6 : 7);
  });
});

it.each(['release', 'rollback'] as const)(
  'a dry run of a %s notes what it cannot look at, and looks on',
  (workflow) => {
    const noted = Object.entries(failures(workflow)).filter(([way]) => way.startsWith('Note: '));
    expect(noted.map(([way, tasks]) => [way, tasks])).toEqual(noted.map(([, [task]]) => [`Note: ${task}`, [task]]));
    expect(noted.map(([, [task]]) => task)).toEqual(
      workflow === 'release'
        ? [
            'Try the probes for the dry run',
            'Inspect the environment for the dry run',
            'Inspect the owner for the dry run',
            'Inspect the read role for the dry run',
          ]
        : [
            'Count the lost writes for the dry run',
            'Inspect the restore point for the dry run',
            'Inspect the known good for the dry run',
          ],
    );
  },
);

it('what fails in Settle is tried by whoever redrives it, but for the warming of a database', () => {
  const { '': _ends, ...lead } = failures('settle');
  expect(lead).toEqual({ 'Not done: Go on warming the database': ['Go on warming the database'] });
});
