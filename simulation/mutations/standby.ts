import { STATES } from '../../lambdas/model/state-names.ts';
import { cell } from '../faults/cell.ts';
import { story } from '../story/scenario.ts';
import type { Mutation } from './mutation.ts';
import { inFile } from './patch.ts';

const STANDING = 'lambdas/database/look-at-standby/standing.ts';
const NOT_PROVEN = [cell('standby', STATES.proveTheStandby, 'terminal-status')];

/** Which standby a rollback may take for its restored database. */
export const STANDBY: readonly Mutation[] = [
  {
    name: 'the standby of the newest release is used, whatever its restore point, and no rows are compared',
    guard: 'standby',
    patches: [
      inFile('lambdas/requests/triage/decide.ts').replace(
        'standby: base.standby === undefined ? null : { release: base.id, instance: base.standby.instance },',
        'standby: newest.standby === undefined ? null : { release: newest.id, instance: newest.standby.instance },',
      ),
      inFile(STANDING).replace('if (restorePoint !== point)', 'if (restorePoint === point)'),
      inFile(STANDING).replace('if (tag(RESTORE_POINT_TAG) !== point)', 'if (tag(RESTORE_POINT_TAG) === point)'),
      inFile('lambdas/database/prove-database/handler.ts').replace(
        'serves ? SERVES : await',
        "serves || input.host !== '' ? SERVES : await",
      ),
    ],
    breaks: [30],
    trials: [{ scenario: story({ bad: 'standby-of-two' }) }],
  },
  {
    name: 'a standby is used though its proof has failed',
    guard: 'standby',
    patches: [
      inFile(STANDING).replace('if (failed !== null) return', "if (point === '') return"),
      inFile(STANDING).replace('return proof === null ?', "return point === '' ?"),
      inFile('lambdas/database/look-at-standby/handler.ts').replace(
        "if (proof === null || input.connection === null) return 'it is not proven';",
        'if (proof === null || input.connection === null) return null;',
      ),
    ],
    breaks: [30],
    trials: [{ scenario: story({ bad: 'standby', given: NOT_PROVEN }) }],
  },
  {
    name: 'a standby is used though others have written to it',
    guard: 'standby',
    patches: [inFile(STANDING).replace('return since.total > 0 ?', 'return since.total < 0 ?')],
    breaks: [30],
    trials: [{ scenario: story({ bad: 'standby-touched' }) }],
  },
  {
    name: 'a rollback restores beside its standby and tells that it used that',
    guard: 'standby',
    patches: [
      inFile('lambdas/database/restore-database/handler.ts').replace(
        'if (use?.used === true)\n        return',
        "if (use?.used === true && input.work === '')\n        return",
      ),
    ],
    breaks: [30],
    trials: [{ scenario: story({ bad: 'standby' }) }],
  },
];
