import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createProgress } from '../console/progress/progress.ts';
import { columnsOf, paint, wrap } from '../console/progress/text.ts';
import { type Cloud, startCloud } from '../sandbox/cloud.ts';
import { PostgresUnavailable } from '../sandbox/postgres/unavailable.ts';
import { closing } from './closing.ts';
import { endOnSignals } from './ending.ts';
import { surveyImages } from './images.ts';
import { labelOf } from './label.ts';
import { Person, pause } from './person.ts';
import { phaseTimes } from './phases.ts';
import { Traffic } from './traffic.ts';
import { type RollbackOutput, verify } from './verdict.ts';

/** Virtual seconds per real second. */
const FACTOR = 30;
const root = fileURLToPath(new URL('../', import.meta.url));
const kept = join(root, '.sandbox');

try {
  process.exitCode = (await play()) ? 0 : 1;
} catch (error) {
  if (!(error instanceof PostgresUnavailable)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** A release, a bad release, and the rollback that its alarm starts. True when every claim holds. */
async function play(): Promise<boolean> {
  console.log('Deploying the control plane and the survey platform on this machine …');
  const cloud = await startCloud({
    assembly: join(root, 'cdk.out'),
    factor: FACTOR,
    images: surveyImages,
    stacks: ['SurveyPlatform', 'KnownGood-sandbox'],
  });
  const progress = createProgress(process.stdout, cloud.clock, labelOf);
  endOnSignals(async () => {
    progress.close();
    await cloud.close();
  }, 130);
  try {
    const person = new Person(cloud);
    await person.prepareDatabase();
    await person.servicesSteady();
    const url = cloud.deployment.outputs('SurveyPlatform')['PublicUrl'] ?? '';
    const traffic = new Traffic(url, { users: 6, thinkMs: 60 });
    await traffic.begin();
    progress.say('');
    for (const text of wrap(
      `Version 1.0.0 serves at ${url}. One virtual minute lasts ${60 / FACTOR} s; times are virtual.`,
      columnsOf(process.stdout),
    ))
      progress.say(paint({ text, tone: 'strong' }, process.stdout));
    progress.say('');
    await pause(2_000);

    const unsubscribe = cloud.states.subscribe((execution, event) => progress.event(execution, event));
    const from = traffic.now;
    const good = await person.ended(
      await person.start('release', {
        version: '1.1.0',
        reason: 'Sprint 17: canal de cada resposta',
        migration: 'compatible',
        requestedBy: 'Ana',
      }),
    );
    const to = traffic.now;
    // The second in which the release ended must be over before the next one raises its page in it.
    await pause(1_100);
    progress.say('');
    const badArn = await person.start('release', {
      version: '2.0.0',
      reason: 'Sprint 18: respostas consolidadas',
      migration: 'breaking',
      requestedBy: 'Bruno',
      affected: ['surveys'],
    });
    const bad = await person.ended(badArn);
    const rollbackArn = (await person.executions('rollback')).at(0)?.executionArn ?? '';
    const rollback = rollbackArn === '' ? undefined : await person.ended(rollbackArn);
    await pause(1_000);
    await traffic.end();
    unsubscribe();
    progress.close();

    const output = JSON.parse(rollback?.output ?? '{}') as RollbackOutput;
    const startedByAlarm = JSON.parse(rollback?.input ?? '{}')['detail-type'] === 'CloudWatch Alarm State Change';
    const claims = await verify(
      cloud,
      {
        good: { status: good.status ?? '', from, to },
        bad: { status: bad.status ?? '', error: bad.error ?? '' },
        rollback: { status: rollback?.status ?? 'not started', startedByAlarm, output },
        restorePointAt: restorePointAt(cloud, badArn),
      },
      traffic.answers,
      traffic.seconds,
    );
    keepHistory(cloud);
    const played = cloud.states.executions().find((execution) => execution.options.arn === rollbackArn);
    const lines = closing(
      {
        phases: played === undefined ? [] : phaseTimes(played),
        seconds: traffic.seconds,
        mails: cloud.sns.mailbox(),
        written: [
          ['post-mortem', localPath(output.postMortem)],
          ['every message', relative(process.cwd(), join(kept, 'mailbox'))],
          ['every execution', relative(process.cwd(), join(kept, 'executions'))],
        ],
        claims,
      },
      columnsOf(process.stdout),
    );
    for (const line of lines) console.log(paint(line, process.stdout));
    return claims.every(({ holds }) => holds);
  } finally {
    progress.close();
    await cloud.close();
  }
}

/** The moment nothing could be written: the fenced restore point was asked for. Real ms, from the virtual history. */
function restorePointAt(cloud: Cloud, releaseArn: string): number {
  const release = cloud.states.executions().find((execution) => execution.options.arn === releaseArn);
  const event = release?.history.events.find((e) => e.stateEnteredEventDetails?.name === 'Create the restore point');
  const virtual = event?.timestamp?.getTime() ?? Number.NaN;
  return Date.now() - (cloud.clock.now() - virtual) / FACTOR;
}

/** Keeps what a reader wants to look at after the sandbox is gone: histories, messages, documents. */
function keepHistory(cloud: Cloud): void {
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(join(kept, 'executions'), { recursive: true });
  for (const execution of cloud.states.executions()) {
    const { machineArn, name } = execution.options;
    const file = `${machineArn.split(':').pop()}-${name}.json`;
    writeFileSync(
      join(kept, 'executions', file),
      JSON.stringify(
        { input: execution.options.input, status: execution.status, events: execution.history.events },
        null,
        1,
      ),
    );
  }
  cpSync(cloud.sns.folder, join(kept, 'mailbox'), { recursive: true });
  const bucket = cloud.deployment.outputs('KnownGood-sandbox')['DocumentsBucket'] ?? '';
  cpSync(cloud.s3.pathOf(bucket, '.'), join(kept, 'documents'), { recursive: true });
}

/** Where the kept copy of a document lies. */
function localPath(document = ''): string {
  const key = document.replace(/^s3:\/\/[^/]+\//, '');
  return key === '' ? 'none' : relative(process.cwd(), join(kept, 'documents', key));
}
