import { STATES } from '../../lambdas/model/state-names.ts';
import { story } from '../story/scenario.ts';
import type { Mutation } from './mutation.ts';
import { inFile } from './patch.ts';

const LOOKING = 'lambdas/maintenance/look-at-maintenance/handler.ts';
const lookAtTheFirst = inFile(LOOKING).replace(
  'input.listeners.map((listener) =>',
  'input.listeners.slice(0, 1).map((listener) =>',
);
const listeners = story({ configured: ['two-listeners'] });
const ordered = story({ configured: ['ordered-services'] });

/** What shows only where an environment is another than the sandbox's: none of these is noticed with its configuration. */
export const CONFIGURATIONS: readonly Mutation[] = [
  {
    name: 'the page is put on the first listener alone',
    guard: 'configuration',
    patches: [
      inFile('lambdas/maintenance/raise-maintenance/handler.ts').replace(
        'await inParallel(input.listeners, (listener)',
        'await inParallel(input.listeners.slice(0, 1), (listener)',
      ),
      lookAtTheFirst,
    ],
    breaks: [1],
    trials: [{ scenario: listeners }],
  },
  {
    name: 'the page is taken from the first listener alone',
    guard: 'configuration',
    patches: [
      inFile('lambdas/maintenance/lower-maintenance/handler.ts').replace(
        'await inParallel(listeners, async',
        'await inParallel(listeners.slice(0, 1), async',
      ),
      lookAtTheFirst,
    ],
    breaks: [10],
    trials: [{ scenario: listeners }],
  },
  {
    name: 'the pointer is recorded with the configuration around it, and put back with it',
    guard: 'configuration',
    patches: [inFile('lambdas/aws/parameters.ts').replace('name !== except', "name !== except || name !== ''")],
    // Somebody moves it while the release runs: that is theirs.
    breaks: [7],
    trials: [
      {
        scenario: story({ migration: 'none', configured: ['pointer-in-its-paths'] }),
        intrusions: [
          {
            ...{ kind: 'somebody moves the pointer', after: 5_000 },
            call: { state: STATES.recordTheKnownGood, operation: 'dynamodb:TransactWriteItems' },
          },
        ],
      },
    ],
  },
  {
    name: 'no service comes back with more than two tasks',
    guard: 'configuration',
    patches: [
      inFile('lambdas/services/resume-services/handler.ts').replace(
        'service: name, desiredCount: known.desiredCount })',
        'service: name, desiredCount: Math.min(known.desiredCount, 2) })',
      ),
    ],
    // The release waits for the third for ever.
    breaks: [0, 16],
    trials: [{ scenario: { ...ordered, bad: 'never' } }],
  },
  {
    name: 'services that have an order are switched at the same time',
    guard: 'configuration',
    definition: (text) => text.replaceAll(',"order":2', '').replaceAll('"orders":[1,2]', '"orders":[1]'),
    breaks: [32],
    trials: [{ scenario: { ...ordered, migration: 'none' } }],
  },
  {
    name: 'snapshots are made of the instance of the configuration, whichever serves',
    guard: 'configuration',
    patches: [
      inFile('lambdas/database/create-snapshot/handler.ts').replace(
        'DBInstanceIdentifier: input.instance,',
        "DBInstanceIdentifier: input.instance.split('-kg-')[0],",
      ),
    ],
    // What was restored is not what the restore point holds, as often as it is tried.
    breaks: [0, 8],
    trials: [{ scenario: story({ before: 'rolled-back' }) }],
  },
  {
    name: 'a restored database is proven without the application’s login',
    guard: 'configuration',
    patches: [
      inFile('lambdas/database/prove-database/handler.ts').replace(
        'input.application === null ? seen',
        "input.application === null || input.host !== '' ? seen",
      ),
    ],
    breaks: [21],
    trials: [
      {
        scenario: story(),
        intrusions: [
          {
            ...{ kind: 'a restore shuts the role out', after: 0 },
            call: { state: STATES.recordTheKnownGood, operation: 'dynamodb:TransactWriteItems' },
          },
        ],
      },
    ],
  },
  {
    name: 'Settle does not compare what a restore was asked for',
    guard: 'configuration',
    patches: [inFile('lambdas/database/differences.ts').replace('    ...taken,\n', '    ...(taken && {}),\n')],
    breaks: [12],
    trials: [
      {
        scenario: story(),
        intrusions: [
          {
            ...{ kind: 'a restore has another setting', after: 0 },
            call: { state: STATES.recordTheKnownGood, operation: 'dynamodb:TransactWriteItems' },
          },
        ],
      },
    ],
  },
];
