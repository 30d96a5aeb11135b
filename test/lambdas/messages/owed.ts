import type { Owed } from '../../../lambdas/model/measures.ts';

const of = (what: Owed['what'], days: number): Owed => ({
  ...{ incident: 'i', file: 's3://b/k.measures.json', due: '2026-12-01', what, days },
});

/** Everything that can be owed after an incident, before its date, on it and after it. */
export const OWED: readonly Owed[] = [
  ...[3, 1, 0, -1, -8].map((days) => of({ kind: 'measure', text: 'Load test', owner: 'Bia' }, days)),
  of({ kind: 'no-measures' }, 2),
  of({ kind: 'evaluation' }, 2),
];
