import { STATES } from '../../lambdas/model/state-names.ts';
import { story } from '../story/scenario.ts';
import type { Mutation } from './mutation.ts';
import { inFile } from './patch.ts';

/** What else moves in the account. */
export const SURROUNDINGS: readonly Mutation[] = [
  {
    name: 'a release does not mind a stack that updates',
    guard: 'surroundings',
    patches: [
      inFile('lambdas/environment/inspect-environment/stack-problems.ts').replace(
        "status.endsWith('_IN_PROGRESS')",
        "status.endsWith('_IN_PROGRESS_')",
      ),
    ],
    breaks: [26],
    trials: [
      {
        scenario: story({ bad: 'never' }),
        intrusions: [
          {
            ...{ kind: 'a stack updates', after: 0 },
            call: { state: STATES.takeTheLock, operation: 'dynamodb:TransactWriteItems' },
          },
        ],
      },
    ],
  },
  {
    name: 'a function that has become idle fails the work',
    guard: 'surroundings',
    definition: (text) => text.replaceAll('"Lambda.ResourceNotReadyException",', ''),
    // A good release is rolled back.
    breaks: [6],
    trials: [
      {
        scenario: story({ bad: 'never' }),
        intrusions: [
          {
            ...{ kind: 'functions have become idle', after: 0 },
            call: { state: STATES.recordTheKnownGood, operation: 'dynamodb:TransactWriteItems' },
          },
        ],
      },
    ],
  },
  {
    name: 'a switch takes back what autoscaling has added',
    guard: 'surroundings',
    patches: [
      inFile('lambdas/services/switch-service/handler.ts').replace(
        '...(desiredCount === null ? {} : { desiredCount }),',
        "desiredCount: desiredCount ?? (name === 'web' ? 2 : 1),",
      ),
    ],
    breaks: [16],
    trials: [
      {
        scenario: story({ migration: 'none', bad: 'never' }),
        intrusions: [
          {
            ...{ kind: 'autoscaling scales out', after: 0 },
            call: { state: STATES.registerTheTaskDefinitions, operation: 'ecs:RegisterTaskDefinition' },
          },
        ],
      },
    ],
  },
  {
    name: 'the fence brings back the tasks of the known good, not those of the moment',
    guard: 'surroundings',
    patches: [
      inFile('lambdas/services/stop-services/handler.ts').replace(
        '[input.counts[name], found.get(name)?.desiredCount]',
        '[input.counts[name]]',
      ),
    ],
    breaks: [16],
    trials: [
      {
        scenario: story({ bad: 'never' }),
        intrusions: [
          {
            ...{ kind: 'autoscaling scales out', after: 0 },
            call: { state: STATES.recordTheKnownGood, operation: 'dynamodb:TransactWriteItems' },
          },
        ],
      },
    ],
  },
  {
    name: 'a rollback leaves the configuration that changed with the release',
    guard: 'surroundings',
    patches: [
      inFile('lambdas/observation/put-configuration-back/plan.ts').replace(
        "return { action: 'put-back', value: recorded.value };",
        "return { action: 'nothing' };",
      ),
    ],
    breaks: [10],
    trials: [
      {
        scenario: story({ migration: 'none' }),
        intrusions: [
          {
            ...{ kind: 'somebody changes a parameter', after: 5_000 },
            call: { state: STATES.recordTheKnownGood, operation: 'dynamodb:TransactWriteItems' },
          },
        ],
      },
    ],
  },
];
