import { STATES } from '../../lambdas/model/state-names.ts';
import { cell } from '../faults/cell.ts';
import { story } from '../story/scenario.ts';
import { type Mutation, SEVERAL } from './mutation.ts';
import { inFile } from './patch.ts';

/** Throttled, one service of two is switched before the other; a person stops the release then, and reopens as it is. */
export const BETWEEN_TWO_SERVICES = {
  seeds: SEVERAL,
  scenario: { ...story({ migration: 'compatible', policy: 'ask', decided: 'reopen' }), watchdogMinutes: 1 },
  cells: [cell('release', STATES.switchAService, 'throttled-for-a-while', 'ecs:UpdateService')],
  intrusions: [
    {
      ...{ kind: 'an execution is stopped', after: 1 },
      call: { state: STATES.switchAService, operation: 'ecs:UpdateService' },
    },
  ],
} as const satisfies Mutation['trials'][number];

/** What a rollback undoes, and what it leaves to a person. */
export const TRIAGE: readonly Mutation[] = [
  {
    name: 'nobody looks before a restore whether the known good can be started',
    guard: 'triage',
    patches: [
      inFile('lambdas/services/inspect-known-good/fitness.ts').replace('fit: problems.length === 0', 'fit: true'),
    ],
    breaks: [0],
    trials: [{ scenario: story({ bad: 'image-gone' }), seeds: SEVERAL }],
  },
  {
    name: 'an alarm undoes a release of any age',
    guard: 'triage',
    patches: [
      inFile('lambdas/requests/triage/decide.ts').replace(
        'if (minutes > input.windowMinutes) {',
        'if (minutes > 1e9) {',
      ),
    ],
    breaks: [11],
    trials: [{ scenario: story({ bad: 'after-window' }), seeds: SEVERAL }],
  },
  {
    name: 'a breaking migration is taken for a compatible one',
    guard: 'triage',
    patches: [
      inFile('lambdas/requests/triage/database-decision.ts').replace(
        "return migration === 'breaking'\n        ? restore(say.breakingStarted)\n        : keep(",
        'return keep(',
      ),
    ],
    breaks: [0, 1, 3, 10],
    trials: [{ scenario: story(), seeds: SEVERAL }],
  },
  {
    name: 'the old version is reopened on the migrated database',
    guard: 'triage',
    patches: [
      inFile('lambdas/requests/triage/decide.ts').replace('if (refused.length > 0)', 'if (refused.length < 0)'),
      // And the message offers it.
      inFile('lambdas/requests/triage/ways.ts').replace(
        'reopen: unverified(newest, running).length === 0',
        'reopen: unverified(newest, running).length >= 0',
      ),
    ],
    breaks: [3],
    trials: [
      {
        scenario: story({ policy: 'keep', bad: 'never', decided: 'reopen', by: 'person' }),
        cells: [cell('release', STATES.countTheWritesAfterTheMigration, 'access-denied', 'postgres:Query')],
        seeds: SEVERAL,
      },
    ],
  },
  {
    name: 'whoever reopens a release that stopped between two services is not told so',
    guard: 'triage',
    patches: [inFile('lambdas/requests/triage/decide.ts').replace('behind.length === 0 ?', 'behind.length >= 0 ?')],
    breaks: [10],
    trials: [BETWEEN_TWO_SERVICES],
  },
  {
    name: 'a release already rolled back is a candidate again',
    guard: 'triage',
    patches: [
      inFile('lambdas/requests/triage/candidates.ts').replace(
        "if (newest !== undefined && newest.outcome !== 'rolled-back') return",
        'if (newest !== undefined) return',
      ),
    ],
    breaks: [0, 11],
    trials: [{ scenario: story(), intrusions: [{ kind: 'the alarm fires again', after: 1_800_000 }], seeds: SEVERAL }],
  },
  {
    name: 'what somebody else deployed is undone',
    guard: 'triage',
    patches: [
      inFile('lambdas/requests/triage/decide.ts').replace('if (untold.length > 0 &&', 'if (untold.length > 1_000 &&'),
    ],
    breaks: [7],
    trials: [
      {
        scenario: story({ bad: 'after-close', by: 'person' }),
        intrusions: [{ kind: 'somebody deploys a service', after: 900_000 }],
        seeds: SEVERAL,
      },
    ],
  },
  {
    name: 'what a fence stopped is not switched back',
    guard: 'triage',
    patches: [
      inFile('lambdas/requests/triage/decide.ts').replace(
        '...Object.keys(status.stopped)]),',
        '...Object.keys(status.stopped).slice(0, 0)]),',
      ),
    ],
    breaks: [6],
    trials: [{ scenario: story({ bad: 'in-migration' }) }],
  },
  {
    name: 'a person who names the incident undoes what nobody has told them of',
    guard: 'triage',
    patches: [
      inFile('lambdas/requests/triage/decide.ts').replace(
        '.filter((why) => !told.has(why));',
        ".filter((why) => !told.has(why) && trigger.kind !== 'person');",
      ),
    ],
    breaks: [7],
    trials: [
      {
        scenario: story({ policy: 'ask' }),
        intrusions: [{ kind: 'somebody deploys a service', after: 600_000 }],
        seeds: SEVERAL,
      },
    ],
  },
];
