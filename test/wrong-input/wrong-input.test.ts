import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import sandbox from '../../examples/survey-platform/environment.ts';
import { readiness } from '../../lambdas/environment/inspect-environment/readiness.ts';
import { check } from '../../lib/configuration/check.ts';
import type { WorkflowKind } from '../../play/person.ts';
import { Environment } from '../scenarios/environment.ts';
import { wrongConfigurations } from './configurations.ts';
import { wrongEnvironments } from './environments.ts';
import { asked, ready, wrongInspections } from './inspections.ts';
import { type WrongRequest, wrongDecisions, wrongEvents, wrongReleases, wrongRollbacks } from './requests.ts';
import { type Chapter, page, type Row, stable } from './row.ts';

const document = new URL('../../docs/wrong-input.md', import.meta.url);

/** Every wrong input there is a word for: tried, told to the letter, nothing touched, no lock left; and the page that lists them. */
describe('wrong input', () => {
  let environment: Environment;
  const chapters: Chapter[] = [];
  beforeAll(async () => {
    environment = await Environment.start();
  }, 120_000);
  afterAll(async () => environment.cloud.close(), 30_000);

  const given = (input: unknown): string => {
    const text = JSON.stringify(input);
    return text.length > 140 ? `${text.slice(0, 137)}…` : text;
  };

  /** Starts the workflow with each input, one after the other. */
  async function refused(kind: WorkflowKind, requests: readonly WrongRequest[]): Promise<Row[]> {
    const rows: Row[] = [];
    for (const [wrong, input] of requests) {
      const before = environment.cloud.endpoint.calls.length;
      const ended = await environment.run(kind, input);
      expect([ended.status, wrong]).toEqual(['FAILED', wrong]);
      expect(['RequestRefused', 'EnvironmentNotReady']).toContain(ended.error);
      const { status } = await environment.status();
      rows.push({
        wrong,
        given: given(input),
        told: stable(ended.cause ?? ''),
        touched: environment.changes(before),
        left: status,
      });
    }
    return rows;
  }

  it('in a request for a release is refused with one message', async () => {
    const rows = await refused('release', wrongReleases);
    chapters.push({
      title: 'A release',
      about: 'Typed into `knowngood-<environment>-release`: the execution fails at once, with this cause.',
      rows,
    });
  }, 200_000);

  it('in a request for a rollback, or in a decision', async () => {
    chapters.push(
      {
        title: 'A rollback',
        about: 'Typed into `knowngood-<environment>-rollback`.',
        rows: await refused('rollback', wrongRollbacks),
      },
      {
        title: 'A decision about an incident',
        about: 'Typed into `knowngood-<environment>-decision`.',
        rows: await refused('decision', wrongDecisions),
      },
    );
  }, 120_000);

  it('in an alarm event is told, and not acted on', async () => {
    const rows: Row[] = [];
    for (const [wrong, input] of wrongEvents(new Date(environment.cloud.clock.now()).toISOString())) {
      const before = environment.cloud.endpoint.calls.length;
      const mails = environment.cloud.sns.mailbox().length;
      expect((await environment.run('rollback', input)).status, wrong).toBe('SUCCEEDED');
      const mail = environment.cloud.sns
        .mailbox()
        .slice(mails)
        .find((m) => m.subject.includes('não gerou rollback'));
      const told = /iniciado: (?<why>.*)\./.exec(mail?.body ?? '')?.groups?.['why'] ?? '';
      expect(told, wrong).not.toBe('');
      const { status } = await environment.status();
      rows.push({ wrong, given: '', told: stable(told), touched: environment.changes(before), left: status });
    }
    chapters.push({
      title: 'An alarm event',
      about: 'Nobody sees a rollback fail that an alarm started, so DevOps is told why it is not acted on.',
      rows,
    });
  }, 120_000);

  it('in the environment is found before anything is touched', async () => {
    const { endpointUrl: endpoint, kernel } = environment.cloud;
    const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };
    const rows: Row[] = [];
    for (const { wrong, given: how, error = 'EnvironmentNotReady', spoil, mend } of wrongEnvironments({
      endpoint,
      region: kernel.region,
      credentials,
    })) {
      await spoil(environment);
      const before = environment.cloud.endpoint.calls.length;
      const ended = await environment.run('release', { version: '1.1.0', reason: wrong });
      await mend(environment);
      expect([ended.error, wrong]).toEqual([error, wrong]);
      expect(ended.cause).not.toContain('a-bare-password');
      const { status } = await environment.status();
      rows.push({
        wrong,
        given: how,
        told: stable(ended.cause ?? ''),
        touched: environment.changes(before),
        left: status,
      });
    }
    expect(readiness(asked, ready).problems).toEqual([]);
    for (const [wrong, change] of wrongInspections) {
      const { problems } = readiness(asked, { ...ready, ...change });
      expect(problems, wrong).toHaveLength(1);
      rows.push({
        wrong,
        given: '',
        told: stable(`The release was refused, nothing was touched: ${problems.join('; ')}.`),
        touched: [],
        left: 'open',
      });
    }
    chapters.push({
      title: 'An environment that is not ready',
      about:
        'Found by *Inspect the environment* and *Inspect the read role*, which may only look. Those without an entry under "Given" are tried on the step’s core: a person’s calls cannot bring the sandbox there.',
      rows,
    });
  }, 200_000);

  it('in a configuration stops the synthesis', () => {
    const rows = wrongConfigurations.map(([wrong, change]): Row => {
      let told = '';
      try {
        check({ ...sandbox, ...change } as never, 'config/production.ts');
      } catch (error) {
        told = (error as Error).message;
      }
      expect(told, wrong).toMatch(/^config\/production\.ts is not a valid configuration/);
      return { wrong, given: Object.keys(change).join(', '), told: stable(told), touched: [], left: '' };
    });
    chapters.push({ title: 'A configuration', about: 'Found by `npm run synth`, before anything is deployed.', rows });
  });

  it('touches nothing, leaves the environment open, and says what to do: at least sixty of them', () => {
    const rows = chapters.flatMap((chapter) => chapter.rows);
    expect(rows.length).toBeGreaterThanOrEqual(60);
    expect(rows.filter((row) => row.touched.length > 0 || !['open', ''].includes(row.left))).toEqual([]);
    expect(
      rows.filter(
        (row) =>
          // Why an event is not acted on is told in the language of the environment.
          !/expected|correct example|grants|is missing|remove it|Leave|Mend its cause|at most/.test(row.told) &&
          !/o esperado é|só ALARM|apenas para avisar|não está configurado|não registra que|só se reage/.test(row.told),
      ),
    ).toEqual([]);
  });

  it('is listed in the documents as it is', () => {
    const written = page(chapters);
    if (process.env['UPDATE_DOCUMENTS'] !== undefined) writeFileSync(document, written);
    expect(readFileSync(document, 'utf8')).toBe(written);
  });
});
