import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { incidentTaken } from '../../../lambdas/ledger/incident.ts';
import type { Input } from '../../../lambdas/people/escalate/contract.ts';
import { handler } from '../../../lambdas/people/escalate/handler.ts';
import { NOW, person, release, rollback, status } from '../records.ts';
import { everyCall } from '../stub/every-call.ts';
import { Executions, entered } from '../stub/executions.ts';
import { ledger } from '../stub/ledger.ts';
import { Mail } from '../stub/mail.ts';

const MACHINES = 'arn:aws:states:sa-east-1:111122223333:stateMachine:knowngood-sandbox';
const EXECUTION = 'arn:aws:states:sa-east-1:111122223333:execution:knowngood-sandbox';
const STARTED = Date.parse('2026-11-24T13:00:00.000Z');
const ended = (work: 'release' | 'rollback', change: Partial<Input['detail']> = {}): Input => ({
  time: NOW,
  detail: {
    executionArn: `${EXECUTION}-${work}:e1`,
    stateMachineArn: `${MACHINES}-${work}`,
    name: 'e1',
    status: 'FAILED',
    error: 'ChecksFailed',
    cause: JSON.stringify({ errorMessage: 'home answers 500' }),
    startDate: STARTED,
    ...change,
  },
});

let executions: Executions;
let mail: Mail;
const prepare = async () => {
  Object.assign(process.env, {
    ROLLBACK_MACHINE: `${MACHINES}-rollback`,
    DEVOPS_TOPIC: 'arn:devops',
    LANGUAGE_OF_MESSAGES: 'en',
    TIME_ZONE: 'UTC',
  });
  executions = new Executions();
  executions.histories[`${EXECUTION}-release:e1`] = [
    entered(1, 'Take the lock', NOW),
    entered(2, 'Run the checks', NOW),
  ];
  executions.play();
  mail = new Mail();
  mail.play();
  await ledger.put('status', status({ status: 'releasing', work: 'r1', holder: `${EXECUTION}-release:e1` }));
  await ledger.put('release#r1', release({ outcome: 'running', execution: `${EXECUTION}-release:e1` }));
};
beforeEach(prepare);
const body = () => mail.sent.map((message) => message.body).join();

describe('escalate', () => {
  it('tells DevOps of a release that died, and starts its rollback', async () => {
    expect(await handler(ended('release'))).toEqual({ told: true, why: 'release' });
    expect(mail.sent).toMatchObject([{ topic: 'arn:devops' }]);
    expect(body()).toMatch(/Run the checks/);
    expect(body()).toMatch(/home answers 500/);
    expect(executions.started).toEqual([
      {
        machine: `${MACHINES}-rollback`,
        name: 'release-r1',
        input: {
          failedRelease: { release: 'r1', version: '2.0.0', error: 'ChecksFailed', cause: 'home answers 500' },
        },
      },
    ]);
  });

  it('notes that it has told, so that the watchdog does not at once', async () => {
    await ledger.put('watchdog', { told: { 'frozen i0': { firstAt: NOW, times: 2 } }, counts: {} });
    await handler(ended('release'));
    expect(await ledger.read('watchdog')).toEqual({
      told: {
        'frozen i0': { firstAt: NOW, times: 2 },
        [`unfinished ${EXECUTION}-release:e1`]: { firstAt: NOW, times: 1 },
      },
      counts: {},
    });
  });

  it('starts no rollback of a release that a person stopped, and tells both ways on', async () => {
    await handler(ended('release', { status: 'ABORTED', error: null, cause: null }));
    expect(executions.started).toEqual([]);
    expect(mail.sent).toHaveLength(1);
  });

  it('is silent about a release whose rollback has begun and tells', async () => {
    executions.known[`${EXECUTION}-rollback:release-r1`] = { status: 'RUNNING' };
    expect(await handler(ended('release'))).toEqual({ told: false, why: 'its rollback has begun and tells' });
    expect(mail.sent).toEqual([]);
  });

  it('is silent about an execution that was refused or taken over', async () => {
    const refused = ended('rollback', { error: 'RequestRefused' });
    expect(await handler(refused)).toMatchObject({ told: false });
    await ledger.put('rollback#20261124130000-e1', rollback({ execution: `${EXECUTION}-rollback:e1` }));
    expect(await handler(ended('rollback'))).toMatchObject({ told: false });
    expect(mail.sent).toEqual([]);
  });

  it('tells of a rollback that could not begin, with a cause that is no JSON as it is', async () => {
    expect(await handler(ended('rollback', { error: 'States.Runtime', cause: 'no such state' }))).toMatchObject({
      told: true,
    });
    expect(body()).toMatch(/no such state/);
  });

  it.each([
    ['release', 'release#20261124130000-e1', release({ outcome: 'good', execution: `${EXECUTION}-release:e1` })],
    [
      'rollback',
      'rollback#20261124130000-e1',
      rollback({ outcome: 'done', finishedAt: NOW, execution: `${EXECUTION}-rollback:e1` }),
    ],
  ] as const)(
    'tells of a %s that ended badly after it had closed: its report is missing',
    async (work, key, record) => {
      await ledger.put('status', status({ holder: null }));
      await ledger.put(key, record);
      expect(await handler(ended(work))).toMatchObject({ told: true });
      expect(executions.started).toEqual([]);
    },
  );

  describe('of a rollback whose restored database is not proven', () => {
    const failed = (change: Partial<Input['detail']> = {}) =>
      ended('rollback', { error: 'ProofFailed', cause: 'sentinel "answers": 0', ...change });
    const holds = async (language: 'en' | 'pt-BR') => {
      process.env['LANGUAGE_OF_MESSAGES'] = language;
      const holder = `${EXECUTION}-rollback:e1`;
      await ledger.put('status', status({ status: 'rolling-back', holder, incident: 'i1', maintenanceSince: NOW }));
      const trigger = person({ reason: 'Respostas erradas', criterion: 'data-loss-or-exposure' });
      const own = rollback({ incident: 'i1', execution: holder, trigger });
      await ledger.put('incident#i1', { ...incidentTaken(undefined, own, undefined) });
    };

    it.each([
      [
        'en',
        /RESTORE AS IT IS \(acceptProof\).*\n {2}Users work with what the proof found wrong, and what they write from then on is lost/,
      ],
      [
        'pt-BR',
        /RESTORE COMO ESTÁ \(acceptProof\).*\n {2}Os usuários passam a trabalhar com o que a comprovação reprovou/,
      ],
    ] as const)(
      'tells each decision with its consequence and its exact input, in %s',
      async (language, consequence) => {
        await holds(language);
        await handler(failed());
        expect(body()).toMatch(consequence);
        const inputs = body().match(/^ {2}\{.*\}$/gm) ?? [];
        const about = { reason: 'Respostas erradas', criterion: 'data-loss-or-exposure', incident: 'i1' };
        expect(inputs.map((one) => JSON.parse(one))).toEqual([
          { ...about, database: 'restore', acceptProof: true },
          { ...about, database: 'keep' },
        ]);
      },
    );

    it('says of the one that gives up data that it takes two people, where the configuration asks for them', async () => {
      await holds('en');
      process.env['BY_TWO'] = 'true';
      await handler(failed());
      delete process.env['BY_TWO'];
      expect(body()).toMatch(
        /It takes two people: started by hand, this input is refused[^{}]*\n {2}\{.*"acceptProof":true\}/,
      );
      expect(body().match(/It takes two people/g)).toHaveLength(1);
    });

    it('tells none of any other ending, nor where the ledger has no incident', async () => {
      await holds('en');
      await handler(failed({ error: 'ChecksFailed' }));
      await ledger.put('status', status({ status: 'rolling-back', holder: `${EXECUTION}-rollback:e1` }));
      await handler(failed());
      expect(mail.sent).toHaveLength(2);
      expect(body()).not.toMatch(/acceptProof/);
    });
  });

  it('tells of a rollback that holds the environment, and what is raised and stopped', async () => {
    const stopped = { web: { desiredCount: 2, suspended: null } };
    await ledger.put(
      'status',
      status({ status: 'rolling-back', holder: `${EXECUTION}-rollback:e1`, maintenanceSince: NOW, stopped }),
    );
    expect(await handler(ended('rollback'))).toMatchObject({ told: true, why: 'rollback' });
    expect(body()).toMatch(/web/);
  });

  // Called again it finds the rollback that it started itself, which tells: that one is started is what is to be the same.
  everyCall({
    prepare,
    run: async () => {
      await handler(ended('release'));
    },
    calls: [
      'dynamodb:GetItem',
      'states:DescribeExecution',
      'states:StartExecution',
      'states:GetExecutionHistory',
      'sns:Publish',
      'dynamodb:PutItem',
    ],
    left: () => executions.started,
    written: ({ watchdog: _told, ...rest }) => rest,
  });
});
