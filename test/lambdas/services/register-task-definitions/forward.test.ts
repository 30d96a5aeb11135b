import { expect, it } from 'vitest';
import { forward } from '../../../../lambdas/services/register-task-definitions/forward.ts';
import { knownService } from '../../records.ts';

const targets = [
  { service: 'web', kind: 'web', taskDefinition: 'td:2', desiredCount: 2 },
  { service: 'worker', kind: 'worker', taskDefinition: 'td:1', desiredCount: 1 },
] as const;
const known = [knownService('web'), knownService('worker')];

it.each([
  ['with their counts', false, [2, 1]],
  ['behind a fence, workers at zero until the checks have passed', true, [2, 0]],
])('services go to the new version %s', (_how, fenced, counts) => {
  expect(forward(targets, known, { fenced }).map(({ desiredCount }) => desiredCount)).toEqual(counts);
});

it('a service may run what it ran or what it goes to, and nothing else', () => {
  expect(forward(targets, known, { fenced: false }).map(({ accepts }) => accepts)).toEqual([
    ['td:1', 'td:2'],
    ['td:1'],
  ]);
  expect(forward(targets, [], { fenced: false })[0]?.accepts).toEqual(['td:2']);
});
