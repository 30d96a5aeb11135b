import { expect, it } from 'vitest';
import { forward } from '../../../../lambdas/services/register-task-definitions/forward.ts';
import { knownService } from '../../records.ts';

const targets = [
  { service: 'web', kind: 'web', order: 1, taskDefinition: 'td:2', desiredCount: null },
  { service: 'worker', kind: 'worker', order: 2, taskDefinition: 'td:1', desiredCount: null },
] as const;
const asked = targets.map((target) => ({ ...target, desiredCount: 4 }));
const known = [knownService('web'), knownService('worker')];
const stopped = { web: { desiredCount: 3, suspended: null }, worker: { desiredCount: 1, suspended: null } };

it.each([
  ['with the counts they have, whatever autoscaling made of them', targets, {}, false, [null, null]],
  ['with the counts that the release asks for', asked, {}, false, [4, 4]],
  ['behind a fence as they were stopped, workers at zero until the checks have passed', targets, stopped, true, [3, 0]],
])('services go to the new version %s', (_how, to, atZero, fenced, counts) => {
  expect(forward(to, known, atZero, { fenced }).map(({ desiredCount }) => desiredCount)).toEqual(counts);
});

it('a service may run what it ran or what it goes to, and nothing else', () => {
  expect(forward(targets, known, {}, { fenced: false }).map(({ accepts }) => accepts)).toEqual([
    ['td:1', 'td:2'],
    ['td:1'],
  ]);
  expect(forward(targets, [], {}, { fenced: false })[0]?.accepts).toEqual(['td:2']);
});

it('each is switched in the order of its service', () => {
  expect(forward(targets, known, {}, { fenced: false }).map(({ order }) => order)).toEqual([1, 2]);
});
