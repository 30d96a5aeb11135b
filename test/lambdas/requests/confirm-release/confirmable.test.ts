import { describe, expect, it } from 'vitest';
import { confirmable, hasConfirmable } from '../../../../lambdas/requests/confirm-release/confirmable.ts';
import { release, status } from '../../records.ts';

describe('the confirmation of a release', () => {
  const unobserved = release({ id: 'r2', version: '2.0.0', outcome: 'unobserved', switched: { web: 'td:2' } });
  const running = (web: string) => status({ running: { web } });
  const said = (confirm: string) => ({ confirm, reason: 'Checked by hand', requestedBy: 'Ana' });
  it.each(['r2', '2.0.0'])('is for one that ended unobserved (%s)', (confirm) => {
    expect(confirmable(said(confirm), running('td:2'), [unobserved]).kind).toBe('yes');
  });
  it.each([
    ['9.9.9', running('td:2'), unobserved, /no release "9.9.9" is recorded/],
    ['2.0.0', running('td:2'), release({ id: 'r2', outcome: 'rolled-back' }), /is rolled-back; expected unobserved/],
    ['2.0.0', running('td:3'), unobserved, /service "web" was switched to td:3 since; expected td:2/],
  ])('is refused: %s', (confirm, found, of, told) => {
    const answer = confirmable(said(confirm), found, [of]);
    expect(answer.kind === 'no' && answer.why).toMatch(told);
  });
  it.each([
    [{ at: '2026-11-24T18:00:00Z', by: 'Ana', reason: 'Checked by hand' }, 'done'],
    [{ at: '2026-11-24T18:00:00Z', by: 'Rui', reason: 'Checked by hand' }, 'no'],
    [undefined, 'no'],
  ] as const)('is answered as before when the same person says the same again: %j', (confirmed, expected) => {
    const good = release({ ...unobserved, outcome: 'good', ...(confirmed === undefined ? {} : { confirmed }) });
    expect(confirmable(said('2.0.0'), running('td:2'), [good]).kind).toBe(expected);
  });
  const word = { at: '2026-11-24T18:00:00Z', by: 'Ana', reason: 'Checked by hand' };
  it.each([
    ['somebody gave another reason', { outcome: 'good', confirmed: { ...word, reason: 'Looks fine' } }],
    ['it went back since', { outcome: 'rolled-back', confirmed: word }],
  ] as const)('is no second one where %s', (_what, change) => {
    expect(confirmable(said('2.0.0'), running('td:2'), [release({ ...unobserved, ...change })]).kind).toBe('no');
  });
  it.each([
    ['good', {}],
    ['good', { confirmed: word }],
    ['rolled-back', {}],
  ] as const)(
    'of a version is for the one that nothing observed, behind a newer one that is %s %j',
    (outcome, change) => {
      const newer = release({ id: 'r3', version: '2.0.0', outcome, ...change });
      expect(confirmable(said('2.0.0'), running('td:2'), [newer, unobserved])).toMatchObject({
        kind: 'yes',
        release: { id: 'r2' },
      });
    },
  );
  it.each(['planned', 'refused', 'failed', 'stopped'] as const)(
    'of a version looks past one that is %s: it left nothing',
    (outcome) => {
      const since = Array.from({ length: 60 }, (_, n) =>
        release({ id: `r3${n}`, version: '2.0.0', outcome, switched: {} }),
      );
      expect(confirmable(said('2.0.0'), running('td:2'), [...since, unobserved])).toMatchObject({
        kind: 'yes',
        release: { id: 'r2' },
      });
      expect(hasConfirmable('2.0.0', since)).toBe(false);
      const alone = confirmable(said('2.0.0'), running('td:2'), since.slice(0, 1));
      expect(alone.kind === 'no' && alone.why).toContain(`is ${outcome}; expected unobserved`);
    },
  );
});
