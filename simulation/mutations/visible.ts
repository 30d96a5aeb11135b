import { STATES } from '../../lambdas/model/state-names.ts';
import { cell } from '../faults/cell.ts';
import { story } from '../story/scenario.ts';
import { NO_PAGE } from './maintenance.ts';
import type { Mutation } from './mutation.ts';
import { inFile } from './patch.ts';

/** What users, and whoever reads the ledger, would notice of a run in which every step says that it went well. */
export const VISIBLE: readonly Mutation[] = [
  {
    name: 'the restored database is closed instead of the replaced one',
    guard: 'quarantine',
    definition: (text) => {
      const machine = JSON.parse(text) as {
        States: Record<string, { Arguments?: { Payload: Record<string, string> } }>;
      };
      const closing = machine.States[STATES.quarantineTheReplacedDatabase]?.Arguments?.Payload;
      if (closing === undefined) return text;
      Object.assign(closing, { host: '{% $restoredHost %}', port: '{% $restoredPort %}' });
      return JSON.stringify(machine);
    },
    breaks: [15],
    trials: [{ scenario: story({ migration: 'none', policy: 'restore', bad: 'after-close' }) }],
  },
  {
    name: 'a service comes back with a task more',
    guard: 'fence',
    patches: [
      inFile('lambdas/services/resume-services/handler.ts').replace(
        'service: name, desiredCount: known.desiredCount }',
        'service: name, desiredCount: known.desiredCount + 1 }',
      ),
    ],
    breaks: [16],
    trials: [
      // Nothing was switched yet: they come back as they are.
      {
        scenario: story({ bad: 'never' }),
        cells: [cell('release', STATES.createTheRestorePoint, 'access-denied', 'rds:CreateDBSnapshot')],
      },
    ],
  },
  {
    name: 'the restore point is made while tasks still end',
    guard: 'fence',
    patches: [
      inFile('lambdas/services/look-at-services-stopped/handler.ts').replace('stopped: tasks === 0', 'stopped: true'),
      inFile('lambdas/database/end-sessions/handler.ts').replace('gone: remaining === 0', 'gone: true'),
    ],
    breaks: [17],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'services are stopped behind no page',
    guard: 'maintenance',
    patches: NO_PAGE,
    breaks: [18],
    trials: [{ scenario: story({ bad: 'never' }) }, { scenario: story() }],
  },
  {
    name: 'a watch ends with its first look',
    guard: 'triage',
    patches: [inFile('lambdas/observation/look-at-alarms/watch.ts').replace('>= minutes * 60_000', '>= minutes')],
    breaks: [19],
    trials: [{ scenario: story({ bad: 'never' }) }],
  },
  {
    name: 'a restored database is proven by its sentinels alone',
    guard: 'quarantine',
    patches: [
      inFile('lambdas/database/prove-database/verdict.ts').replace(
        'return count >= low && count <= high',
        'return count <= high || count >= low',
      ),
    ],
    breaks: [21],
    trials: [{ scenario: story(), intrusions: [{ kind: 'a restore lacks rows', after: 60_000 }] }],
  },
  {
    name: 'any number of lost writes is within the limit',
    guard: 'writes',
    patches: [
      inFile('lambdas/database/count-lost-writes/within-agreed.ts').replace(
        'return lost.total <= allowed',
        'return lost.total >= 0',
      ),
    ],
    breaks: [22],
    trials: [{ scenario: story({ bad: 'after-close', lossLimit: 50 }) }],
  },
  {
    name: 'a release that nothing observed counts as good',
    guard: 'triage',
    patches: [
      inFile('lambdas/requests/close-release/outcome.ts').replace(
        "observed === true ? 'good' : 'unobserved'",
        "observed === null ? 'unobserved' : 'good'",
      ),
    ],
    breaks: [19],
    trials: [{ scenario: story({ migration: 'none', bad: 'unobserved' }) }],
  },
];
