import { STATES } from '../../lambdas/model/state-names.ts';
import { cell } from '../faults/cell.ts';
import { story } from '../story/scenario.ts';
import { type Mutation, SEVERAL } from './mutation.ts';
import { inFile } from './patch.ts';

/** A job of somebody's own writes while the snapshot is made behind the fence; the migration then fails, and nothing is counted. */
export const BEHIND_THE_FENCE = {
  seeds: SEVERAL,
  scenario: story({ policy: 'keep', bad: 'migration-fails', by: 'person' }),
  intrusions: [
    { kind: 'an execution is stopped', after: 260_000 },
    { kind: 'a stray job writes', after: 200_000 },
  ],
} as const satisfies Mutation['trials'][number];

/** A person asks for the database minutes after a release that recorded a point in time. */
const POINT_IN_TIME = story({ migration: 'none', bad: 'asks-for-the-database', by: 'person' });

/** What a restore loses is counted, reported and kept. */
export const WRITES: readonly Mutation[] = [
  {
    name: 'updated rows are not counted as lost',
    guard: 'writes',
    patches: [
      inFile('lambdas/database/lost-writes.ts').replace(
        'total + inserted + updated + deleted, 0',
        'total + deleted, 0',
      ),
    ],
    breaks: [8],
    trials: [{ scenario: story({ bad: 'after-close' }) }],
  },
  {
    name: 'the safety snapshot is only said to be made',
    guard: 'writes',
    patches: [
      inFile('lambdas/database/create-snapshot/handler.ts').replace(
        'const claimed = await claim(snapshot, input);',
        "const claimed = input.purpose === 'safety' ? 'ours' : await claim(snapshot, input);",
      ),
    ],
    breaks: [0, 8],
    trials: [{ scenario: story({ bad: 'after-close' }) }],
  },
  {
    name: 'a loss that nobody can count is taken for accepted',
    guard: 'writes',
    patches: [
      inFile('lambdas/database/count-lost-writes/within-agreed.ts').replace(
        'if (!lost.known) return { freeze: true,',
        'if (!lost.known) return { freeze: false,',
      ),
    ],
    breaks: [8],
    trials: [
      {
        scenario: story({ bad: 'after-close' }),
        cells: [STATES.countTheLostWrites, STATES.countTheLostWritesAgain].map((state) =>
          cell('rollback', state, 'throttled-for-ever', 'postgres:Connect'),
        ),
      },
    ],
  },
  {
    name: 'the estimate before the page is not heeded',
    guard: 'writes',
    patches: [
      inFile('lambdas/database/count-lost-writes/conclude.ts').replace(
        '    freeze,\n',
        "    freeze: freeze && count !== 'estimate',\n",
      ),
    ],
    breaks: [27],
    trials: [{ scenario: story({ bad: 'after-close', lossLimit: 50, onFreeze: 'open' }) }],
  },
  {
    name: 'a freeze closes what was to stay open',
    guard: 'maintenance',
    patches: [
      inFile('lambdas/requests/triage/decide.ts').replace(
        "onFreeze === 'open' && !halfWay",
        "onFreeze === 'open' && halfWay",
      ),
    ],
    breaks: [27],
    trials: [{ scenario: story({ policy: 'ask', onFreeze: 'open', decided: 'reopen' }) }],
  },
  {
    name: 'a statement of a stopped migration is left to commit',
    guard: 'fence',
    patches: [
      inFile('lambdas/database/sessions.ts').replace('migrationSession(environmentName())]', 'environmentName()]'),
    ],
    breaks: [3, 10],
    trials: [
      { scenario: story({ policy: 'keep', bad: 'in-migration', by: 'person', decided: 'keep' }), seeds: SEVERAL },
    ],
  },
  {
    name: 'the restored database gives ids out again',
    guard: 'writes',
    patches: [
      inFile('lambdas/database/advance-sequences/sequences.ts').replace(
        'if (place.to !== null) moves.push',
        'if (place.to !== null && past < 0) moves.push',
      ),
    ],
    breaks: [13],
    trials: [{ scenario: story({ bad: 'after-close' }) }],
  },
  {
    name: 'what a job writes while the snapshot is made is not counted',
    guard: 'writes',
    patches: [
      inFile('lambdas/requests/triage/baseline.ts').replace(
        'counts[kind] - Math.max(0, to[kind] - from[kind])',
        'counts[kind] - Math.min(0, to[kind] - from[kind])',
      ),
    ],
    breaks: [8],
    trials: [{ scenario: story(), intrusions: [{ kind: 'a stray job writes', after: 60_000 }], seeds: SEVERAL }],
  },
  {
    name: 'what a job writes while the snapshot is made is not counted behind a fence that held',
    guard: 'fence',
    patches: [inFile('lambdas/requests/triage/baseline.ts').replace('return counted?.known ? counted :', 'return')],
    breaks: [8],
    trials: [BEHIND_THE_FENCE],
  },
  {
    name: 'a point in time is restored as it was before the writes were counted',
    guard: 'writes',
    patches: [
      inFile('lambdas/database/restore-points/point-in-time.ts').replace(
        'Math.floor(Date.parse(pointInTime) / 1000) * 1000',
        'Math.floor(Date.parse(pointInTime) / 60_000 - 2) * 60_000',
      ),
    ],
    // The proof finds it where rows were counted in time, and the rollback fails.
    breaks: [6, 8],
    trials: [{ scenario: POINT_IN_TIME, seeds: SEVERAL }],
  },
  {
    name: 'a password that was rotated since the restore point is left as it was',
    guard: 'writes',
    patches: [
      inFile('lambdas/database/let-application-in/handler.ts').replace(
        'if (refusal === null || !isWrongPassword(refusal)) return',
        'if (refusal === null || isWrongPassword(refusal)) return',
      ),
    ],
    // The proof finds it, and the rollback fails.
    breaks: [0, 6],
    trials: [{ scenario: story({ bad: 'password-rotated' }) }],
  },
];
