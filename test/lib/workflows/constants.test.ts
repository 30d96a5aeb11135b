import { describe, expect, it } from 'vitest';
import { definitionOf, statesOf, type WORKFLOWS } from '../definitions.ts';

/**
 * What each state hands its function as it is written in `lib/workflows` (flags, limits, who hears it), with the sandbox's configuration.
 * A limit that is another shows in no run until something takes that long; so a change is read here.
 */
const HANDED: Readonly<Record<'rollback' | 'release' | 'settle', Readonly<Record<string, string>>>> = {
  rollback: {
    'Prove the standby once more': 'accepted false, limitMinutes 60',
    'Read what started the rollback': 'oldestSeconds 300, mayDecide false',
    'Tell why the trigger is not acted on': 'to devops',
    'Stop the release': 'graceSeconds 60',
    'Stop the migration': 'limitMinutes 10',
    Triage: 'windowMinutes 120, pageForServicesOnly false',
    'Tell that sessions of the migration are left': 'to devops',
    'End the sessions of the migration': 'readOnly false, mustKnow true, limitMinutes 5',
    'Tell that nothing is rolled back': 'to devops',
    'Look whether the services run as they are': 'limitMinutes 30',
    'Run the checks as it is': 'bypass true',
    'Look whether users are back as it is': 'expect down, limitSeconds 300, needsBypass false',
    'Estimate the writes at stake': 'maxLostWrites 100000',
    'Tell DevOps what is decided': 'to devops',
    'Announce the rollback': 'to teams',
    'Tell that maintenance mode is not proven for the services': 'to devops',
    'Look whether the services are steady': 'limitMinutes 30',
    'Count the lost writes a last time': 'maxLostWrites 100000',
    'Look whether the services run': 'limitMinutes 30',
    'Look whether users are back': 'expect down, limitSeconds 300, needsBypass false',
    'Watch the alarms': 'failOnAlarm false, afterFence true, minutes 4',
    'Call DevOps about the alarm': 'to devops',
    'Report the rollback to DevOps': 'to devops',
    'Tell that the post-mortem is missing': 'to devops',
    'Tell the teams that the application is back': 'to teams',
    'Remind of the post-mortem': 'to devops',
    'Tell that Settle was not started': 'to devops',
    'Start the check tasks': 'limitMinutes 15',
    'Look at the check tasks': 'limitMinutes 15',
    'End the sessions on the quarantined database': 'readOnly true, mustKnow false, limitMinutes 5',
    'Look at maintenance mode for the services': 'expect up, limitSeconds 90, needsBypass false',
    'Inspect the restore point': 'oldestHours 48',
    'Look at maintenance mode for the rollback': 'expect up, limitSeconds 90, needsBypass false',
    'Tell that maintenance mode is not proven for the rollback': 'to devops',
    'Look whether all tasks have stopped': 'limitMinutes 15',
    'End the application sessions': 'readOnly false, mustKnow false, limitMinutes 5',
    'Count the lost writes': 'maxLostWrites 100000',
    'Prove the restored database': 'limitMinutes 60',
    'Warm the restored database': 'limitMinutes 1',
    'Look at the restored database': 'limitMinutes 180',
    'Start the safety snapshot': 'limitMinutes 4',
    'Tell that the safety snapshot is missing': 'to devops',
    'Count the lost writes again': 'maxLostWrites 100000',
    'Advance the sequences of the restored database': 'limitMinutes 3',
    'Look at maintenance mode for the freeze': 'expect up, limitSeconds 90, needsBypass false',
    'Tell that maintenance mode is not proven for the freeze': 'to devops',
    'Tell DevOps which decision is needed': 'to devops',
    'Announce the freeze': 'to teams',
    'Triage for the dry run': 'windowMinutes 120, pageForServicesOnly false',
    'Count the lost writes for the dry run': 'maxLostWrites 100000',
    'Inspect the restore point for the dry run': 'oldestHours 48',
    'Tell who practises what would be decided': 'to drill',
  },
  release: {
    'Tell that no standby is made': 'to devops',
    'Inspect the environment': 'watchMinutes 5',
    'Inspect the read role': 'dryRun false',
    'Inspect the owner': 'dryRun false',
    'Announce the release': 'to teams',
    'Tell DevOps that the release begins': 'to devops',
    'Count the writes after the restore point': 'rows true',
    'Create the snapshot before the fence': 'limitMinutes 240',
    'Look at the snapshot before the fence': 'limitMinutes 360',
    'Look at maintenance mode for the release': 'expect up, limitSeconds 90, needsBypass true',
    'Tell that maintenance mode is not proven for the release': 'to devops',
    'Look whether all tasks have stopped': 'limitMinutes 15',
    'End the application sessions': 'readOnly false, mustKnow false, limitMinutes 5',
    'Count the writes before the restore point': 'rows true',
    'Create the restore point': 'limitMinutes 240',
    'Look at the restore point': 'limitMinutes 360',
    'Count the writes before the point in time': 'rows true',
    'Count the writes after the point in time': 'rows true',
    'Start the migration': 'limitMinutes 15',
    'Look at the migration': 'startedWithinMinutes 15, limitMinutes 120',
    'Look whether the services are steady': 'limitMinutes 30',
    'Count the writes after the migration': 'rows false',
    'Watch the alarms': 'failOnAlarm true, minutes 5',
    'Tell that the release is done': 'to teams',
    'Tell that the change record is missing': 'to devops',
    'Tell DevOps that the release is done': 'to devops',
    'Look whether the services run': 'limitMinutes 30',
    'Look whether users are back': 'expect down, limitSeconds 300, needsBypass false',
    'Start the check tasks': 'limitMinutes 15',
    'Look at the check tasks': 'limitMinutes 15',
    'Tell that the release was refused': 'to devops',
    'Tell that the release is confirmed': 'to teams',
    'Inspect the environment for the dry run': 'watchMinutes 5',
    'Inspect the owner for the dry run': 'dryRun true',
    'Inspect the read role for the dry run': 'dryRun true',
  },
  settle: {
    'Look whether the database has settled': 'limitMinutes 1440',
    'Tell how the database has settled': 'to devops',
    'Go on warming the database': 'kept false, limitMinutes 120',
  },
};

/** Constants of every state's payload: `name value`, by state. */
function handed(workflow: (typeof WORKFLOWS)[number]): Record<string, string> {
  return Object.fromEntries(
    statesOf(definitionOf(workflow)).flatMap(([state, { Arguments }]) => {
      const payload = Object.entries((Arguments as { Payload?: object } | undefined)?.Payload ?? {});
      const constant = payload.filter(
        ([name, value]) => ['boolean', 'number'].includes(typeof value) || name === 'expect' || name === 'to',
      );
      return constant.length === 0 ? [] : [[state, constant.map((pair) => pair.join(' ')).join(', ')]];
    }),
  );
}

describe.each(['rollback', 'release', 'settle'] as const)('the %s workflow', (workflow) => {
  it('hands its functions the constants that were agreed', () => {
    expect(handed(workflow)).toEqual(HANDED[workflow]);
  });
});

it('a decision hands its functions the same, but may decide, and tells of what it alone does', () => {
  const own = Object.entries(handed('decision')).filter(([state, constants]) => constants !== HANDED.rollback[state]);
  expect(Object.fromEntries(own)).toEqual({
    'Announce the reopening': 'to teams',
    'Read what started the rollback': 'oldestSeconds 300, mayDecide true',
    'Remind of the post-mortem of the reopening': 'to devops',
    'Tell that automation is switched': 'to devops',
    'Tell that the post-mortem of the reopening is missing': 'to devops',
  });
});
