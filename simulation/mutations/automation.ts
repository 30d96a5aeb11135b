import { story } from '../story/scenario.ts';
import { type Mutation, SEVERAL } from './mutation.ts';
import { inFile } from './patch.ts';

const SWITCHED_OFF = [{ scenario: story({ migration: 'none', bad: 'switched-off' }), seeds: SEVERAL }];

const BY_TWO = [
  { scenario: story({ migration: 'none', bad: 'switched-off', secondPerson: true }) },
  { scenario: story({ bad: 'forward-again', secondPerson: true }) },
];

/** One person starts by hand what needs two. */
export const DECIDING: readonly Mutation[] = [
  {
    name: 'a start by hand passes for what two people have decided',
    guard: 'second-person',
    patches: [
      inFile('lambdas/requests/second-person/carried-out.ts').replace(
        'if (rule === null || rule === undefined || because.length === 0)',
        'if (rule === null || rule === undefined || because.length > 0)',
      ),
    ],
    breaks: [31],
    trials: BY_TWO,
  },
  {
    name: 'one person switches automation off where two are needed',
    guard: 'second-person',
    patches: [
      inFile('lambdas/requests/switch-automation/handler.ts').replace(
        'if (alone !== null) throw refused(alone);',
        "if (alone === '') throw refused(alone);",
      ),
    ],
    breaks: [31],
    trials: BY_TWO,
  },
];

/** A person has switched off that alarms start rollbacks. */
export const AUTOMATION: readonly Mutation[] = [
  {
    name: 'an alarm starts a rollback while automation is off',
    guard: 'automation',
    patches: [
      inFile('lambdas/requests/read-rollback-trigger/admit.ts').replace(
        "trigger.kind !== 'alarm' || off === null) return admission;",
        "trigger.kind !== 'person' || off === null) return admission;",
      ),
    ],
    breaks: [28],
    trials: SWITCHED_OFF,
  },
  {
    name: 'the watch fails a release for an alarm while automation is off',
    guard: 'automation',
    patches: [
      inFile('lambdas/observation/look-at-alarms/handler.ts').replace(
        'unanswered.length > 0 && !off)',
        'unanswered.length > 0)',
      ),
    ],
    breaks: [28],
    trials: SWITCHED_OFF,
  },
  {
    name: 'nobody hears that automation is on again',
    guard: 'automation',
    patches: [
      inFile('lambdas/people/watchdog/handler.ts').replace('if (off === undefined ||', 'if (off !== undefined ||'),
    ],
    breaks: [28],
    trials: SWITCHED_OFF,
  },
  {
    name: 'an alarm that rings on when automation is on again is left out of the message',
    guard: 'automation',
    patches: [
      inFile('lambdas/model/automation.ts').replace(
        '.filter(([, at]) => at >= since)',
        '.filter(([, at]) => at < since)',
      ),
    ],
    breaks: [28],
    trials: SWITCHED_OFF,
  },
];
