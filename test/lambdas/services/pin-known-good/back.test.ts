import { describe, expect, it } from 'vitest';
import { back } from '../../../../lambdas/services/pin-known-good/back.ts';
import { knownService, SERVICES } from '../../records.ts';

const given = {
  services: SERVICES,
  known: [knownService('worker', { desiredCount: 1 }), knownService('web', { desiredCount: 3 })],
  undone: { moved: ['web'], accepts: { web: ['td:1', 'td:2'] } },
  decision: 'services',
} as const;
const pinned = { web: 'td:1-pinned', worker: 'td:1' };
const counts = (change: Partial<Parameters<typeof back>[2]>, stopped: Parameters<typeof back>[1] = {}) =>
  Object.fromEntries(
    back(pinned, stopped, { ...given, ...change }).map(({ service, desiredCount }) => [service, desiredCount]),
  );

describe('services go back', () => {
  it('that were moved, with the count they have', () => {
    expect(back(pinned, {}, given)).toEqual([
      {
        service: 'web',
        taskDefinition: 'td:1-pinned',
        accepts: ['td:1', 'td:2', 'td:1-pinned'],
        desiredCount: null,
      },
    ]);
  });

  it('with the count that the ledger holds where they stand at zero', () => {
    expect(counts({}, { web: { desiredCount: 5, suspended: null } })).toEqual({ web: 5 });
    expect(counts({ decision: 'services-and-database' }, { web: { desiredCount: 5, suspended: null } })).toEqual({
      worker: 0,
      web: 5,
    });
  });

  it('all of them after a restore, workers at zero until the checks have passed', () => {
    expect(counts({ decision: 'services-and-database' })).toEqual({ worker: 0, web: 3 });
  });

  it('in the order of the known good', () => {
    const all = { ...given, decision: 'services-and-database' } as const;
    expect(back(pinned, {}, all).map(({ service }) => service)).toEqual(['worker', 'web']);
  });

  it('but for one that has nothing to return to', () => {
    expect(back({ worker: 'td:1' }, {}, { ...given, decision: 'services-and-database' })).toEqual([
      { service: 'worker', taskDefinition: 'td:1', accepts: ['td:1'], desiredCount: 0 },
    ]);
  });
});
