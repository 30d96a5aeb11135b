import '../lambdas/stub/before-handlers.ts';
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { html } from '../../console/pages/html.ts';
import { fieldsOf, loginOf } from '../../lambdas/aws/secret.ts';
import { differencesOf } from '../../lambdas/database/differences.ts';
import { judge as judgeReadRole } from '../../lambdas/database/inspect-read-role/fitness.ts';
import { askFor } from '../../lambdas/database/prove-database/ask.ts';
import { judgeSentinel } from '../../lambdas/database/prove-database/verdict.ts';
import type { KnownGood } from '../../lambdas/model/release.ts';
import { draft as changeRecord } from '../../lambdas/people/write-change-record/draft.ts';
import { draft as postMortem } from '../../lambdas/people/write-post-mortem/draft.ts';
import { logExcerpts } from '../../lambdas/people/write-post-mortem/log-excerpts.ts';
import { errorLines } from '../../lambdas/services/error-lines.ts';
import { endOfLog } from '../../lambdas/services/log-end.ts';
import { outcome } from '../../lambdas/services/look-at-migration/outcome.ts';
import { rollout } from '../../lambdas/services/look-at-service/rollout.ts';
import { StepError } from '../../lambdas/step/errors.ts';
import { step } from '../../lambdas/step/step.ts';
import { environmentSchema } from '../../lib/configuration/schema.ts';
import * as records from '../lambdas/records.ts';
import { aws } from '../lambdas/stub/aws.ts';
import { hostile, long, UNPRINTABLE } from './hostile.ts';
import * as inputs from './inputs.ts';

/** What comes in from AWS, from PostgreSQL and from secrets; what people and alarms send is in hostile-input.test.ts. */
const text = fc.oneof(hostile, long);
const asLine = (value: string, longest: number): void => {
  expect(value).not.toMatch(UNPRINTABLE);
  expect([...value].length).toBeLessThanOrEqual(longest);
};
const thrown = async (run: () => Promise<unknown>): Promise<Error> => {
  try {
    await run();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
};

describe('the error of a step', () => {
  /** As they are thrown: by us, by PostgreSQL, by an SDK that may be asked again, by anything. */
  const errors: readonly (readonly [string, (message: string) => Error])[] = [
    ['ours', (message) => new StepError('ProofFailed', message)],
    ["PostgreSQL's", (message) => new pg.DatabaseError(message, message.length, 'error')],
    ["a service's that is down", (message) => Object.assign(new Error(message), { $fault: 'server' })],
    ["a service's that refuses", (message) => Object.assign(new Error(message), { $fault: 'client' })],
  ];
  it.each(errors)('%s is one line that fits a cause, whatever it quotes', async (_whose, make) => {
    await fc.assert(
      fc.asyncProperty(text, async (message) => {
        const error = await thrown(() => step(async () => Promise.reject(make(message)))(undefined));
        asLine(error.message, 16_100);
      }),
      { numRuns: 60 },
    );
  });
  it('would be of several lines, and longer than a cause may be: the harm', () => {
    const message = 'x\n# Title'.padEnd(40_000, 'x');
    expect(new Error(message).message).toMatch(UNPRINTABLE);
    expect(new Error(message).message.length).toBeGreaterThan(32_768);
  });
});

describe('why a task or a deployment stopped', () => {
  it('is one bounded line of a migration that never ran', () => {
    fc.assert(
      fc.property(text, text, text, (name, reason, stoppedReason) => {
        const { state, why } = outcome(
          {
            lastStatus: 'STOPPED',
            stopCode: 'TaskFailedToStart',
            stoppedReason,
            containers: [{ name, reason }],
          },
          name,
        );
        expect(state).toBe('never-ran');
        asLine(why, 1_000);
      }),
      { numRuns: 60 },
    );
  });
  it('is one bounded line of a service, failed or replaced', () => {
    const wanted = { taskDefinition: 'web:2', deployment: 'd', desiredCount: 1 };
    fc.assert(
      fc.property(text, fc.constantFrom('web:2', 'web:3'), (rolloutStateReason, taskDefinition) => {
        const deployment = { id: 'e', status: 'PRIMARY', taskDefinition, rolloutState: 'FAILED', rolloutStateReason };
        const { state, detail } = rollout({ deployments: [deployment as never] }, wanted);
        expect(state).toBe(taskDefinition === 'web:2' ? 'failed' : 'replaced');
        asLine(detail, 600);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a sentinel', () => {
  it('is compared as it answers, and shown as one short line', () => {
    fc.assert(
      fc.property(text, fc.boolean(), (answer, right) => {
        const expected = right ? answer : `${answer}.`;
        const { facts, problems } = judgeSentinel({ name: 's', sql: '', expect: { equals: expected } }, answer);
        expect([facts.length, problems.length]).toEqual(right ? [1, 0] : [0, 1]);
        // What is expected is the configuration's own text.
        const shown = (facts[0] ?? problems[0] ?? '').replace(expected, '');
        if (right) asLine(shown, 300);
        else expect([...shown].length).toBeLessThan(300);
      }),
      { numRuns: 100 },
    );
  });
  it('refused by PostgreSQL says why in one line, whatever is in the text of the server', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (message) => {
        const query = async (sql: unknown) => {
          if (typeof sql !== 'string') throw new pg.DatabaseError(message, message.length, 'error');
          return { rows: [] };
        };
        const error = await thrown(() =>
          askFor({ query } as unknown as pg.Client, { name: 's', sql: 'SELECT 1', expect: { atLeast: 0 } }, 9),
        );
        expect(error.name).toBe('ProofFailed');
        asLine(error.message, 1_200);
        expect(error.message).toMatch(/Nothing was switched to the restored database\.$/);
      }),
      { numRuns: 60 },
    );
  });
});

it('names of roles, tables and schemas in a database are told in one line', () => {
  fc.assert(
    fc.property(text, text, (role, name) => {
      const problems = judgeReadRole({
        role,
        roles: [{ name, superuser: false, createrole: true, createdb: true, replication: true, owns: 1 }],
        writable: [{ kind: 'table', name, privileges: 'DELETE', by: [role, name] }],
        tables: [{ name, found: true, schema: name, usable: false, selectable: false, hidden: true }],
        unaskable: [{ name, why: name }],
      });
      expect(problems.length).toBeGreaterThanOrEqual(4);
      asLine(new StepError('ReadRoleUnfit', problems.join('; ')).message, 16_000);
    }),
    { numRuns: 60 },
  );
});

describe('what a secret holds', () => {
  const anything = fc.oneof(
    text,
    fc.json(),
    fc.constant('hunter2-4711'),
    fc.constant('{"username": "u", "password": hunter2'),
  );
  it('is read as a login, or refused without a word of it', () => {
    fc.assert(
      fc.property(anything, (held) => {
        try {
          const { username, password } = loginOf('arn:secret', fieldsOf('arn:secret', 'a login', held));
          expect(JSON.parse(held)).toMatchObject({ username, password });
        } catch (error) {
          const { name, message } = error as Error;
          expect(name).toBe('SecretUnfit');
          expect(message).toMatch(
            /^The secret arn:secret holds something else than expected: (a login|JSON with "username" and "password", two texts)\. Correct it, then try again$/,
          );
        }
      }),
      { numRuns: 300 },
    );
  });
  it('would be quoted by the error of JSON.parse: the harm', () => {
    expect(() => JSON.parse('hunter2-4711')).toThrow(/hunter2-4711/);
  });
});

describe('a document', () => {
  const base = { now: '2026-11-24T17:40:00.000Z', timeZone: 'America/Sao_Paulo' };
  const record = (it: string) =>
    changeRecord(
      { ...base, language: 'pt-BR', release: it, checks: [it], observed: true },
      records.release({
        version: it,
        request: records.request({ reason: it, requestedBy: it, branch: it, commit: it, impact: it, plan: it }),
        knownGood: {
          ...{ version: it, verifiedBy: it },
          services: [{ name: it, taskDefinition: it, images: {}, desiredCount: 1 }],
        } as unknown as KnownGood,
        restorePoint: { ...records.restorePoint, snapshot: it },
        switched: { [`web${it}`]: it },
      }),
      [{ at: base.now, what: it }],
    );
  const partOf = (it: string) => ({
    ...{ execution: it, trigger: records.person({ requestedBy: it, reason: it }), startedAt: base.now },
    ...{ endedAt: null, outcome: 'running' as const, because: [it] },
  });
  const mortem = (it: string) =>
    postMortem(
      {
        ...base,
        ...{ language: 'en', rollback: it, execution: it, incident: it, outage: null, decision: 'services' },
        ...{
          origin: { trigger: inputs.alarmTrigger(it), began: base.now, again: false },
          migration: 'none',
          countedAt: null,
        },
        ...{ asked: { cluster: it, services: [it], listeners: [] } },
        ...{ because: [it], recurrence: 1, release: it, proof: [it], checks: [it] },
        ...{ lost: { known: false, why: it }, restored: it, quarantined: it },
      },
      {
        release: records.release({ version: it, request: records.request({ reason: it, commit: it }) }),
        moments: [{ at: base.now, what: it }],
        incident: {
          ...{ id: it, trigger: inputs.alarmTrigger(it), began: base.now, whole: false, outage: null },
          executions: { [it]: partOf(it) },
          counts: [{ rollback: it, at: base.now, lost: { known: false, why: it } }],
        },
      },
    );
  it.each([
    ['change record', record],
    ['post-mortem', mortem],
  ])('the %s has as many lines, headings and lists as with plain text, and no other', (_which, draft) => {
    // Shapes: each line's leading mark, and how often a mark that is not escaped stands in it.
    const shape = (document: string) =>
      document.split('\n').map((line) => {
        const bare = line.replace(/\\[!-/:-@[-`{-~]/g, '');
        return [/^(#+ |- |)/.exec(bare)?.[0], bare.match(/[`<>[\]|!]|:\/\/|www\./gi)?.length ?? 0];
      });
    const ours = shape(draft('x'));
    fc.assert(
      fc.property(text, (theirs) => {
        const written = draft(`x${theirs}`);
        expect(written.replaceAll('\n', '')).not.toMatch(UNPRINTABLE);
        expect(shape(written)).toEqual(ours);
      }),
      { numRuns: 60 },
    );
  });
});

it('settings of a database that Settle compares are told as they are, and nothing of them fails the comparison', () => {
  const value = fc.oneof(text, fc.boolean(), fc.integer(), fc.array(text, { maxLength: 3 }), fc.constant(undefined));
  const settings = fc.record({ instanceClass: value, owed: fc.record({ maintenanceWindow: value }) });
  fc.assert(
    fc.property(settings, settings, (found, had) => {
      const told = differencesOf(found as never, had as never);
      expect(told.length).toBeLessThanOrEqual(2);
      expect(differencesOf(had as never, had as never)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

it('names that stand in SQL are names: of tables, the database and the application’s role', () => {
  const { entries } = environmentSchema.pipe[0].entries.database;
  const names = [
    entries.applicationRole.pipe[0].options[0],
    entries.tables.pipe[0].item,
    entries.connect.wrapped.pipe[0].entries.database,
  ];
  for (const { pipe } of names)
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          hostile.map((after) => `answers${after}`),
          fc.constant('answers\n'),
        ),
        (name) => {
          if (pipe[1].requirement.test(name))
            expect(name).toMatch(/^(?:[\w$.@-]+|(?:"(?:[^"]|"")+"|[\w$]+)(?:\.(?:"(?:[^"]|"")+"|[\w$]+))?)$/u);
        },
      ),
    );
});

it('the pages of the sandbox show text as text', () => {
  const marks = (markup: string) => markup.match(/[<>"']/g)?.length;
  fc.assert(
    fc.property(text, (value) => {
      expect(marks(html`<p title="${value}">${value}</p>`.text)).toBe(marks(html`<p title="x">x</p>`.text));
    }),
    { numRuns: 60 },
  );
});

it('the end of a migration’s log is one bounded line, whatever the application wrote to it', async () => {
  const group = '/survey/migration';
  const options = { 'awslogs-group': group, 'awslogs-stream-prefix': 'one' };
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 20 }), async (lines) => {
      aws.on('ecs', {
        DescribeTaskDefinition: () => ({
          taskDefinition: {
            containerDefinitions: [{ name: 'app', logConfiguration: { logDriver: 'awslogs', options } }],
          },
        }),
      });
      aws.on('logs', {
        GetLogEvents: ({ limit = 0 }) => ({ events: lines.slice(-limit).map((message) => ({ message })) }),
      });
      asLine(await endOfLog({ taskArn: 'arn:aws:ecs:r:a:task/c/1', taskDefinitionArn: 'd:1' }, 'app', group), 3_500);
    }),
    { numRuns: 40 },
  );
});

it('lines of errors in a post-mortem are bounded lines without a secret, whatever the application wrote', async () => {
  const secret = fc.constantFrom(
    'password=s3cr3t-s3cr3t',
    'postgres://survey:s3cr3t-s3cr3t@db/survey',
    'Bearer s3cr3t-s3cr3t',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, secret), { maxLength: 30 }), async (lines) => {
      const messages = lines.flatMap(([one, other]) => [one, `${one} ${other}`, `${other} ${one}`]);
      aws.on('logs', {
        FilterLogEvents: () => ({ events: messages.map((message, n) => ({ timestamp: n, message })) }),
      });
      const found = await errorLines('/survey/web', '?ERROR', [new Date(0), new Date(1)], Number.POSITIVE_INFINITY);
      const told = logExcerpts(found);
      if ('why' in told) throw new Error(told.why);
      expect(told.excerpts.length).toBeLessThanOrEqual(10);
      for (const excerpt of told.excerpts) {
        asLine(excerpt.text, 300);
        expect(excerpt.text).not.toContain('s3cr3t');
      }
      const quoted = told.excerpts.reduce((sum, { lines: n }) => sum + n, 0);
      expect(quoted + told.others).toBe(messages.length);
    }),
    { numRuns: 40 },
  );
});

it('no function starts a program or evaluates text, and two alone read logs: those edges are not there', () => {
  const lambdas = new URL('../../lambdas/', import.meta.url);
  const sources = (readdirSync(lambdas, { recursive: true }) as string[]).filter((file) => file.endsWith('.ts'));
  expect(sources.length).toBeGreaterThan(100);
  // A regular expression of the configuration runs there, under a time limit that only `node:vm` gives.
  const bounded = 'observation/run-checks/matching.ts';
  const found = sources.filter((file) =>
    /child_process|node:vm|worker_threads|\beval\(|new Function\(|client-cloudwatch-logs|(Get|Filter)LogEvents/.test(
      readFileSync(new URL(file, lambdas), 'utf8'),
    ),
  );
  expect(found.sort()).toEqual([bounded, 'services/error-lines.ts', 'services/log-end.ts'].sort());
});
