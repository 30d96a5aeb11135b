import { STATES } from '../../lambdas/model/state-names.ts';
import { cell } from '../faults/cell.ts';
import { story } from '../story/scenario.ts';
import type { Mutation, Trial } from './mutation.ts';
import { inFile } from './patch.ts';

/** The one message of a release and its rollback is refused, and no event says how they ended (found by seed 15429). */
export const ONE_MESSAGE_REFUSED: Trial = {
  scenario: story({ policy: 'restore', decided: 'reopen', by: 'person' }),
  cells: [
    cell('rollback', STATES.tellThatNothingIsRolledBack, 'events-lost', 'sns:Publish'),
    cell('release', STATES.createTheRestorePoint, 'throttled-for-ever', 'dynamodb:TransactWriteItems'),
  ],
};

/** Somebody hears of every end, and of no secret. */
export const REPORTING: readonly Mutation[] = [
  {
    name: 'nobody is told how an execution ended',
    guard: 'reporting',
    patches: [
      inFile('lambdas/people/escalate/decide.ts').replace(
        'if (status.holder !== executionArn)',
        'if (status.holder !== executionArn || status.holder !== null)',
      ),
      inFile('lambdas/people/watchdog/find.ts').replace(
        'return [...dead, ...waiting(seen.status), ...paused(seen.status, dead.length > 0),',
        'return [',
      ),
    ],
    breaks: [5],
    trials: [{ scenario: story(), cells: [cell('rollback', STATES.proveTheRestoredDatabase, 'terminal-status')] }],
  },
  {
    name: 'a message that cannot be sent is no error, so no alarm hears of it',
    guard: 'reporting',
    patches: [
      inFile('lambdas/people/send-message/handler.ts').replace(
        'await publish(input)',
        "await publish(input).catch(() => ({ messageId: '', subject: '' }))",
      ),
    ],
    breaks: [5],
    trials: [ONE_MESSAGE_REFUSED],
  },
  {
    name: 'a state puts the bypass into its output',
    guard: 'reporting',
    patches: [
      inFile('lambdas/maintenance/raise-maintenance/handler.ts').replace(
        'return { raised: input.listeners.length };',
        'return { raised: input.listeners.length, value } as never;',
      ),
    ],
    breaks: [9],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'a function logs the bypass',
    guard: 'reporting',
    patches: [
      inFile('lambdas/maintenance/raise-maintenance/handler.ts').replace(
        'return { raised: input.listeners.length };',
        'console.info(value);\n  return { raised: input.listeners.length };',
      ),
    ],
    breaks: [9],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'the report names a safety snapshot that there is none of',
    guard: 'reporting',
    patches: [
      inFile('lambdas/messages/pt-br.ts').replace(
        'lostWrites(message.lost, message.safetySnapshot !== null)',
        'lostWrites(message.lost)',
      ),
    ],
    breaks: [8],
    trials: [
      {
        scenario: story({ bad: 'after-close' }),
        cells: [
          cell('rollback', STATES.startTheSafetySnapshot, 'access-denied', 'rds:CreateDBSnapshot'),
          cell('rollback', STATES.tellThatTheSafetySnapshotIsMissing, 'access-denied', 'sns:Publish'),
        ],
      },
    ],
  },
];
