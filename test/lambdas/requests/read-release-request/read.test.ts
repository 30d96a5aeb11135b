import { describe, expect, it } from 'vitest';
import type { Input } from '../../../../lambdas/requests/read-release-request/contract.ts';
import { type Reading, read } from '../../../../lambdas/requests/read-release-request/read.ts';

const releaseInput = (request: unknown): Input => ({
  request,
  executionName: '0f1e2d3c-aaaa-bbbb-cccc-00112233445566',
  startedAt: '2026-11-24T14:10:00.000Z',
  services: [
    { name: 'web', container: 'app', repository: 'survey', kind: 'web' },
    { name: 'worker', container: 'app', repository: 'survey', kind: 'worker' },
  ],
  functionalities: ['surveys'],
  alarms: ['5xx'],
  registry: '111122223333.dkr.ecr.sa-east-1.amazonaws.com',
  branch: null,
  migrationService: 'web',
});

describe('a request for a release', () => {
  it('needs a version and a reason only; every service then moves to its repository at that tag', () => {
    const reading = read(releaseInput({ version: '2.4.0', reason: 'Sprint 18' }));
    expect(reading).toMatchObject({
      ok: true,
      output: {
        release: {
          id: '20261124141000-33445566',
          migration: 'none',
          changes: [
            { service: 'web', image: '111122223333.dkr.ecr.sa-east-1.amazonaws.com/survey:2.4.0' },
            { service: 'worker', image: '111122223333.dkr.ecr.sa-east-1.amazonaws.com/survey:2.4.0' },
          ],
        },
      },
    });
  });

  it('may take what another environment runs, and says so to the inspection', () => {
    const asked = { version: '2.4.0', reason: 'x', promoteFrom: 'homologation', despite: 'unobserved' };
    const reading = read({ ...releaseInput(asked), promotions: ['homologation'] });
    expect(reading).toMatchObject({
      output: { release: { promoteFrom: 'homologation', despite: 'unobserved', changes: [{ service: 'web' }, {}] } },
    });
    const { output } = read(releaseInput({ version: '2.4.0', reason: 'x' })) as Extract<Reading, { ok: true }>;
    expect(output.release).not.toHaveProperty('promoteFrom');
  });

  it('has a standby as it says itself, and else as the configuration does', () => {
    const modeOf = (asked: object, standby?: Input['standby']) => {
      const request = { version: '2.4.0', reason: 'Sprint 18', ...asked };
      const reading = read({ ...releaseInput(request), ...(standby && { standby }) });
      return reading.ok ? reading.output.release?.standby : reading.message;
    };
    const byDefault = { byDefault: 'until-good', lacks: [] } as const;
    expect(modeOf({})).toBe('none');
    expect(modeOf({}, byDefault)).toBe('until-good');
    expect(modeOf({ standby: 'none' }, byDefault)).toBe('none');
    expect(modeOf({ standby: 'until-good' }, { byDefault: 'none', lacks: ['database.retention'] })).toMatch(
      /"standby" is "until-good"; this environment's configuration lacks database\.retention/,
    );
  });

  const wrong: [what: string, request: unknown, told: RegExp][] = [
    [
      'is promoted from an environment that is not configured',
      { version: '1', reason: 'x', promoteFrom: 'integration' },
      /"promoteFrom" names the environment "integration", which is not configured; expected one of none/,
    ],
    [
      'names an image beside a promotion',
      { version: '1', reason: 'x', promoteFrom: 'integration', services: { web: { image: 'x' } } },
      /"services\.web\.image" is given beside "promoteFrom"; expected one of the two/,
    ],
    [
      'overrides what nothing is refused for',
      { version: '1', reason: 'x', despite: 'frozen' },
      /"despite" is given and/,
    ],
    ['is no object', 'deploy please', /the request is "deploy please"; expected an object/],
    ['has no version', { reason: 'x' }, /"version" is missing/],
    ['has an empty reason', { version: '1', reason: '  ' }, /"reason" is empty; expected some text/],
    ['has a version no tag can be', { version: 'a b', reason: 'x' }, /"version" is "a b"; expected an image tag/],
    ['has an unknown key', { version: '1', reason: 'x', force: true }, /"force" is not a known key/],
    [
      'names an unknown service',
      { version: '1', reason: 'x', services: { api: {} } },
      /"services" names the service "api".*expected one of "web", "worker"/,
    ],
    [
      'has an unknown migration',
      { version: '1', reason: 'x', migration: 'maybe' },
      /"migration" is "maybe"; expected "none" or "compatible" or "breaking"/,
    ],
    [
      'names an unknown functionality',
      { version: '1', reason: 'x', affected: ['nps'] },
      /"affected" names the functionality "nps"/,
    ],
    [
      'ignores an unknown alarm',
      { version: '1', reason: 'x', ignoreAlarms: ['cpu'] },
      /"ignoreAlarms" names the alarm "cpu"/,
    ],
    [
      'is an infrastructure change without impact and plan',
      { version: '1', reason: 'x', kind: 'infrastructure' },
      /needs "impact" and "plan"/,
    ],
    [
      'has a commit that is none',
      { version: '1', reason: 'x', commit: 'HEAD' },
      /"commit" is "HEAD"; expected a git commit/,
    ],
    [
      'has an image of somebody else',
      { version: '1', reason: 'x', services: { web: { image: 'docker.io/survey:2' } } },
      /"services\.web\.image" is "docker\.io\/survey:2"; expected an image of .*\/survey, by tag or digest/,
    ],
    [
      'sets a variable that is named like a secret',
      { version: '1', reason: 'x', services: { web: { environment: { STAGE: 'a', SMTP_PASSWORD: 'hunter2' } } } },
      /"services\.web\.environment\.SMTP_PASSWORD" is named like a secret; expected it in Secrets Manager/,
    ],
    [
      'migrates by a service that it does not move',
      { version: '1', reason: 'x', migration: 'breaking', services: { worker: {} } },
      /"services" leaves out "web", whose new task definition runs the migration/,
    ],
    ['is no text', { version: '1', reason: 7 }, /"reason" is 7; expected a string/],
    ['has a long reason', { version: '1', reason: 'x'.repeat(501) }, /has 501 characters; expected at most 500/],
    [
      'moves no service at all',
      { version: '1', reason: 'x', services: {} },
      /"services" is empty: a release of nothing/,
    ],
    [
      'has a NUL in a variable',
      { version: '1', reason: 'x', services: { web: { environment: { BANNER: 'one\0two' } } } },
      /"services\.web\.environment\.BANNER" holds a NUL character; expected text/,
    ],
    [
      'has a long variable',
      { version: '1', reason: 'x', services: { web: { environment: { BANNER: 'x'.repeat(2_001) } } } },
      /"services\.web\.environment\.BANNER" has 2001 characters; expected at most 2000/,
    ],
    ['asks for no task', { version: '1', reason: 'x', services: { web: { desiredCount: 0 } } }, /from 1 to 1000/],
  ];
  it.each(wrong)('that %s is refused with one message', (_what, request, told) => {
    const reading = read(releaseInput(request));
    expect(reading.ok).toBe(false);
    const message = reading.ok ? '' : reading.message;
    expect(message).toMatch(told);
    expect(message).toContain('nothing was touched');
    expect(message).toContain('"version":"2.4.0"');
  });

  it('does not repeat the value of what is named like a secret', () => {
    const environment = { SMTP_PASSWORD: 'hunter2' };
    const reading = read(releaseInput({ version: '1', reason: 'x', services: { web: { environment } } }));
    expect(reading.ok ? '' : reading.message).not.toContain('hunter2');
  });

  it('must come from the branch that the environment takes', () => {
    const main = { ...releaseInput({ version: '1', reason: 'x', branch: 'develop' }), branch: 'main' };
    const reading = read(main);
    expect(reading.ok ? '' : reading.message).toMatch(
      /"branch" is "develop"; this environment takes releases of "main"/,
    );
    expect(read({ ...main, request: { version: '1', reason: 'x', branch: 'main' } }).ok).toBe(true);
  });

  it('moves the services it names, each to its own image', () => {
    const web = { image: '111122223333.dkr.ecr.sa-east-1.amazonaws.com/survey@sha256:b', desiredCount: 4 };
    const reading = read(releaseInput({ version: '1', reason: 'x', services: { web } }));
    expect(reading.ok && reading.output.release?.changes).toEqual([{ service: 'web', ...web }]);
  });

  it('names every problem at once', () => {
    const reading = read(releaseInput({ version: 'a b', reason: '', extra: 1 }));
    expect(reading.ok ? '' : reading.message).toMatch(/"version".*"reason".*"extra"/);
  });

  it('loses control characters and line breaks of what people typed', () => {
    const reading = read(releaseInput({ version: '1', reason: 'one\r\nBcc: all@example.com\u0007' }));
    expect(reading.ok && reading.output.release?.reason).toBe('one Bcc: all@example.com');
  });

  it.each([
    ['line breaks', 'one\ntwo\r\nthree\n'],
    ['tabs', '\tname:\tsurvey\t'],
    ['blanks around it', '  padded  '],
    ['runs of blanks', 'a   b'],
    ['control characters', 'bell\u0007 escape\u001b[0m'],
    ['nothing', ''],
    ['a PEM that is public', '-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n'],
  ])('keeps a variable to the letter: %s', (_what, BANNER) => {
    const reading = read(releaseInput({ version: '1', reason: 'x', services: { web: { environment: { BANNER } } } }));
    expect(reading.ok && reading.output.release?.changes).toMatchObject([{ service: 'web', environment: { BANNER } }]);
  });

  it('that is the confirmation of one needs a reason', () => {
    const reading = read(releaseInput({ confirm: '2.0.0' }));
    expect(reading.ok === false && reading.message).toMatch(/"reason" is missing/);
  });
});
