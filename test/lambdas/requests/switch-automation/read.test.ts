import { describe, expect, it } from 'vitest';
import { read } from '../../../../lambdas/requests/switch-automation/read.ts';
import { later, NOW } from '../../records.ts';

const HOUR = 3_600;
const off = (change: object = {}) => ({ automation: 'off', until: later(2 * HOUR), reason: 'Load test', ...change });

describe('what a person types about automation', () => {
  it.each([
    ['until a time', off(), { until: later(2 * HOUR), requestedBy: null, release: null }],
    ['in another zone', off({ until: '2026-11-24T13:10:00-03:00' }), { until: '2026-11-24T16:10:00.000Z' }],
    ['as long as it may be', off({ until: later(72 * HOUR) }), { until: later(72 * HOUR) }],
    ['for one release', off({ release: '2.0.0', requestedBy: 'Ana' }), { release: '2.0.0', requestedBy: 'Ana' }],
    ['on again', { automation: 'on', reason: 'It is over' }, { automation: 'on', requestedBy: null }],
  ])('%s is read', (_what, request, asked) => {
    expect(read(request, NOW)).toMatchObject({ kind: 'read', asked });
  });

  it.each([
    ['neither off nor on', off({ automation: 'pause' }), /"automation" is "pause"; expected "off" or "on"/],
    ['no word at all', { automation: null }, /"automation" is null; expected "off" or "on"/],
    ['no time', { automation: 'off', reason: 'x y' }, /"until" is missing/],
    [
      'a time that is over',
      off({ until: later(-1) }),
      /"until" is "2026-11-24T14:09:59.000Z"; expected a time to come; it is 2026-11-24T14:10/,
    ],
    ['now', off({ until: NOW }), /expected a time to come/],
    [
      'too far',
      off({ until: later(72 * HOUR + 1) }),
      /expected a time within 72 hours, at the latest 2026-11-27T14:10:00.000Z/,
    ],
    ['a date without a time', off({ until: '2026-11-25' }), /expected a time with its zone/],
    ['a time without a zone', off({ until: '2026-11-24T18:00:00' }), /expected a time with its zone/],
    ['a day that no month has', off({ until: '2026-11-31T10:00:00Z' }), /expected a time with its zone/],
    ['an hour that no day has', off({ until: '2026-11-24T25:00:00Z' }), /expected a time with its zone/],
    ['a placeholder for a time', off({ until: '<time>' }), /"until" is "<time>"; expected a time with its zone/],
    ['no reason', { automation: 'off', until: later(HOUR) }, /"reason" is missing/],
    ['a placeholder for a reason', off({ reason: '<why>' }), /"reason" is the placeholder "<why>"/],
    ['a placeholder for a release', off({ release: '…' }), /"release" is the placeholder/],
    ['an unknown key', off({ force: true }), /"force" is not a known key/],
    ['on until a time', { automation: 'on', reason: 'x y', until: later(HOUR) }, /"until" is not a known key/],
  ])('%s is refused, with a correct example', (_what, request, message) => {
    const reading = read(request, NOW);
    expect(reading).toMatchObject({ kind: 'refused', message: expect.stringMatching(message) });
    const { message: told = '' } = reading as { message?: string };
    expect(told).toMatch(/^The switch of automation was refused, nothing was touched/);
    expect(read(JSON.parse(told.split('A correct example: ')[1] ?? ''), NOW).kind).toBe('read');
  });
});
