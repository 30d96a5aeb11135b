import { cell, type Mutation, story } from './mutation.ts';

/** Somebody hears of every end, and of no secret. */
export const TELLING: readonly Mutation[] = [
  {
    name: 'nobody is told how an execution ended',
    guard: 'telling',
    patches: [
      {
        file: 'lambdas/escalate/decide.ts',
        find: 'if (status.holder !== executionArn)',
        replace: "if (status.holder !== executionArn || status.holder !== '')",
      },
      {
        file: 'lambdas/watchdog/find.ts',
        find: 'return [...unfinished(now, seen), ...waiting(seen.status),',
        replace: 'return [',
      },
    ],
    breaks: [5],
    trials: [{ scenario: story(), cells: [cell('rollback', 'Prove the restored database', 'terminal-status')] }],
  },
  {
    name: 'a state puts the bypass into its output',
    guard: 'telling',
    patches: [
      {
        file: 'lambdas/raise-maintenance/handler.ts',
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
        file: 'lambdas/shared/messages/pt-br.ts',
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
