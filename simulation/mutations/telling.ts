import { cell, type Mutation, story, type Trial } from './mutation.ts';

/** The one message of a release and its rollback is refused, and no event says how they ended (found by seed 15429). */
export const ONE_MESSAGE_REFUSED: Trial = {
  scenario: story({ policy: 'restore', decided: 'reopen', by: 'person' }),
  cells: [
    cell('rollback', 'Tell that nothing is rolled back', 'events-lost', 'sns:Publish'),
    cell('release', 'Create the restore point', 'throttled-for-ever', 'dynamodb:TransactWriteItems'),
  ],
};

/** Somebody hears of every end, and of no secret. */
export const TELLING: readonly Mutation[] = [
  {
    name: 'nobody is told how an execution ended',
    guard: 'telling',
    patches: [
      {
        file: 'lambdas/people/escalate/decide.ts',
        find: 'if (status.holder !== executionArn)',
        replace: "if (status.holder !== executionArn || status.holder !== '')",
      },
      {
        file: 'lambdas/people/watchdog/find.ts',
        find: 'return [...unfinished(now, seen), ...waiting(seen.status),',
        replace: 'return [',
      },
    ],
    breaks: [5],
    trials: [{ scenario: story(), cells: [cell('rollback', 'Prove the restored database', 'terminal-status')] }],
  },
  {
    name: 'a message that cannot be sent is no error, so no alarm hears of it',
    guard: 'telling',
    patches: [
      {
        file: 'lambdas/people/send-message/handler.ts',
        find: 'await publish(input)',
        replace: "await publish(input).catch(() => ({ messageId: '', subject: '' }))",
      },
    ],
    breaks: [5],
    trials: [ONE_MESSAGE_REFUSED],
  },
  {
    name: 'a state puts the bypass into its output',
    guard: 'telling',
    patches: [
      {
        file: 'lambdas/maintenance/raise-maintenance/handler.ts',
        find: 'return { raised: input.listeners.length };',
        replace: 'return { raised: input.listeners.length, value } as never;',
      },
    ],
    breaks: [9],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'the report names a safety snapshot that there is none of',
    guard: 'telling',
    patches: [
      {
        file: 'lambdas/messages/pt-br.ts',
        find: "lostWrites(message.lost, message.safetySnapshot !== '')",
        replace: 'lostWrites(message.lost)',
      },
    ],
    breaks: [8],
    trials: [
      {
        scenario: story({ bad: 'after-close' }),
        cells: [
          cell('rollback', 'Start the safety snapshot', 'access-denied', 'rds:CreateDBSnapshot'),
          cell('rollback', 'Tell that the safety snapshot is missing', 'access-denied', 'sns:Publish'),
        ],
      },
    ],
  },
];
