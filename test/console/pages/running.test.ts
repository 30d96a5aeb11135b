import { describe, expect, it } from 'vitest';
import { incidentView } from '../../../console/pages/incident-view.ts';
import { runningNow } from '../../../console/pages/running.ts';

const release = (version: string, at: string, change: object = {}) => ({
  ...{ record: `release#${version}`, version, startedAt: at, finishedAt: at, outcome: 'good' },
  ...{ switched: { web: `web:${version}` }, request: { requestedBy: 'Ana' }, ...change },
});
const status = (version: string, change: object = {}) => ({
  ...{ record: 'status', status: 'open', running: { web: `web:${version}` }, incident: null, maintenanceSince: null },
  ...change,
});
const first = release('1.1.0', '2026-11-24T12:00:00.000Z');
const bad = release('2.0.0', '2026-11-24T13:00:00.000Z', { outcome: 'rolled-back', request: { requestedBy: null } });
const back = {
  ...{ record: 'rollback#b1', outcome: 'done', release: 'r2', incident: 'i1' },
  ...{ startedAt: '2026-11-24T13:10:00.000Z', finishedAt: '2026-11-24T13:20:00.000Z' },
  trigger: { kind: 'alarm', alarm: '5xx', reason: 'too many' },
};

describe('what runs', () => {
  it('before the first release is what was deployed', () => {
    expect(runningNow([])).toEqual({ version: null, since: null, by: null, lastGood: null });
  });

  it('is what a release has left, since its users came, by whom', () => {
    const opened = release('1.1.0', '2026-11-24T12:00:00.000Z', { openedAt: '2026-11-24T11:55:00.000Z' });
    expect(runningNow([status('1.1.0'), opened])).toEqual({
      ...{ version: '1.1.0', since: '2026-11-24T11:55:00.000Z', by: 'Ana' },
      lastGood: { version: '1.1.0', at: '2026-11-24T12:00:00.000Z' },
    });
  });

  it('after a rollback is the version before, since then, by what started it; the release undone is not good', () => {
    expect(runningNow([status('1.1.0'), first, bad, back])).toEqual({
      ...{ version: '1.1.0', since: '2026-11-24T13:20:00.000Z', by: 'a rollback: alarm 5xx' },
      lastGood: { version: '1.1.0', at: '2026-11-24T12:00:00.000Z' },
    });
  });

  it('is not said to be a version where somebody has moved a service', () => {
    expect(runningNow([status('other'), first]).version).toBeNull();
  });
});

describe('the incident', () => {
  const records = [
    status('2.0.0', { status: 'frozen', incident: 'i1', maintenanceSince: '2026-11-24T13:12:00.000Z' }),
    { record: 'incident#i1', began: '2026-11-24T13:09:00.000Z', trigger: back.trigger },
    { ...back, outcome: 'freeze', because: ['107 writes would be lost <b>'] },
  ];
  const mails = [
    { at: 0, topic: 'knowngood-sandbox-devops', to: 'a@example.com', subject: 'x', body: '{"acceptLostWrites": 107}' },
  ];

  it('is none while the environment is open', () => {
    expect(incidentView([status('1.1.0'), first, bad, back], mails)).toBeUndefined();
  });

  it('says what began it, what users get, what was decided, and leads to the message with the choices', () => {
    const shown = incidentView(records, mails)?.text ?? '';
    expect(shown).toContain('A person must decide');
    expect(shown).toContain('alarm 5xx: too many');
    expect(shown).toMatch(/the maintenance page, since <time [^>]*>13:12:00 <small>UTC/);
    expect(shown).toContain('107 writes would be lost &lt;b&gt;');
    expect(shown).toContain('href="/mailbox/1"');
  });

  it('without the page says that users have the application', () => {
    const open = [{ ...records[0], maintenanceSince: null }, ...records.slice(1)];
    expect(incidentView(open, [])?.text).toContain('the application as it is');
  });
});
