import { STATES } from '../../lambdas/model/state-names.ts';
import { cell } from '../faults/cell.ts';
import { story } from '../story/scenario.ts';
import type { Mutation } from './mutation.ts';
import { inFile } from './patch.ts';

/** Of checks that are tasks. The release of this story has one. */
const WITH_A_TASK = story({ bad: 'password-rotated' });

export const CHECKING: readonly Mutation[] = [
  {
    name: 'a check is started anew each time its start is asked for',
    guard: 'checks',
    patches: [
      inFile('lambdas/observation/start-check-tasks/token.ts').replace(
        '[fence, name, attempt]',
        '[fence, name, attempt, Math.random()]',
      ),
    ],
    breaks: [25],
    trials: [{ scenario: WITH_A_TASK, cells: [cell('release', STATES.startTheCheckTasks, 'function-answer-lost')] }],
  },
  {
    name: 'a check passes whatever its exit code',
    guard: 'checks',
    patches: [
      inFile('lambdas/observation/look-at-check-tasks/judged.ts').replace(
        "return { state: 'failed', why: state === 'failed'",
        "return { state: 'passed', why: state === 'failed'",
      ),
    ],
    breaks: [25],
    trials: [{ scenario: WITH_A_TASK, cells: [cell('rollback', STATES.lookAtTheCheckTasks, 'terminal-status')] }],
  },
  {
    name: 'a rollback leaves the checks of its release running',
    guard: 'checks',
    patches: [
      inFile('lambdas/services/stop-check-tasks.ts').replace(
        'if (checkTasksAt === null) return true;',
        "if (checkTasksAt !== '') return true;",
      ),
    ],
    breaks: [25],
    trials: [
      {
        scenario: WITH_A_TASK,
        intrusions: [
          {
            ...{ kind: 'two rollbacks at once', after: 20_000 },
            call: { state: STATES.startTheCheckTasks, operation: 'ecs:RunTask' },
          },
        ],
      },
    ],
  },
];
