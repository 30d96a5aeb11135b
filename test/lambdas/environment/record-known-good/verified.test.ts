import { describe, expect, it } from 'vitest';
import { verification } from '../../../../lambdas/environment/record-known-good/verified.ts';
import type { ReleaseRecord } from '../../../../lambdas/model/ledger.ts';
import { knownService, release, request } from '../../records.ts';

const services = [knownService('web', { taskDefinition: 'td:2' }), knownService('worker', { taskDefinition: 'td:7' })];
const good = (change: Partial<ReleaseRecord>) => release({ request: request({ commit: 'abc' }), ...change });
const UNVERIFIED = { version: 'unknown', verifiedBy: 'unverified', commit: null };

describe('what runs was verified by', () => {
  it('the newest good release, all of whose services still run what it moved them to', () => {
    const older = good({ id: 'r1', version: '1.0.0', switched: { worker: 'td:7' } });
    const newer = good({ id: 'r2', version: '2.0.0', switched: { web: 'td:2', worker: 'td:7' } });
    expect(verification(services, [newer, older])).toEqual({ version: '2.0.0', verifiedBy: 'r2', commit: 'abc' });
  });

  it.each([
    ['no release is recorded', []],
    ['it was not good', [good({ outcome: 'unobserved', switched: { web: 'td:2' } })]],
    ['it moved nothing', [good({ switched: {} })]],
    ['one of its services runs something else by now', [good({ switched: { web: 'td:2', worker: 'td:6' } })]],
    ['one of its services is gone', [good({ switched: { web: 'td:2', reports: 'td:1' } })]],
  ])('none, when %s', (_when, releases) => {
    expect(verification(services, releases)).toEqual(UNVERIFIED);
  });

  it('one that was released without a commit', () => {
    const named = release({ switched: { web: 'td:2' }, request: request({ commit: null }) });
    expect(verification(services, [named])).toMatchObject({ verifiedBy: 'r1', commit: null });
  });
});
