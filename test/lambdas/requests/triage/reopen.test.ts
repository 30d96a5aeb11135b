import { describe, expect, it } from 'vitest';
import { decide } from '../../../../lambdas/requests/triage/decide.ts';
import { person, release, request } from '../../records.ts';
import { breaking, compatible, facts, input } from './given.ts';

describe('a person who reopens as it is', () => {
  const moving = { changes: [{ service: 'web', image: 'i' }] };
  const reopen = (of: ReturnType<typeof release>, web: string) =>
    decide(input({ trigger: person({ decision: 'reopen' }) }), { ...facts(of), running: new Map([['web', web]]) });
  const migrated = (switched: Record<string, string>) =>
    release({
      ...breaking,
      switched,
      request: request({ migration: 'breaking', ...moving }),
    });

  it('gets the new version on its migrated database', () => {
    expect(reopen(migrated({ web: 'td:2' }), 'td:2').decision).toBe('reopen');
  });

  it('never gets the old version on a database it was not verified with', () => {
    for (const of of [reopen(migrated({}), 'td:1'), reopen(migrated({ web: 'td:2' }), 'td:1')]) {
      expect(of.decision).toBe('freeze');
      expect(of.because.join()).toContain('web still run the old version');
    }
  });

  it('gets anything that was not migrated, or migrated compatibly', () => {
    const compatibly = release({
      ...compatible,
      request: request({ migration: 'compatible', ...moving }),
      switched: {},
    });
    expect(reopen(compatibly, 'td:1').decision).toBe('reopen');
    expect(reopen(release({ switched: {} }), 'td:1').decision).toBe('reopen');
  });

  it('is told which services are without the new version when others have it', () => {
    const both = [
      { service: 'web', image: 'i' },
      { service: 'worker', image: 'i' },
    ];
    const between = release({ request: request({ changes: both }), switched: { web: 'td:2' } });
    const { decision, because } = reopen(between, 'td:2');
    expect(decision).toBe('reopen');
    expect(because).toContain('services run different versions: worker without the new one');
    const neither = reopen(release({ request: request({ changes: both }), switched: {} }), 'td:1');
    expect(neither.because.join()).not.toContain('different versions');
  });
});
