import '../stub/before-handlers.ts';
import type { StackStatus } from '@aws-sdk/client-cloudformation';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Watched } from '../../../lambdas/people/watchdog/contract.ts';
import { handler } from '../../../lambdas/people/watchdog/handler.ts';
import { later, NOW, release, rollback, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { playServices, steady } from '../stub/ecs.ts';
import { everyCall } from '../stub/every-call.ts';
import { Executions } from '../stub/executions.ts';
import { ledger } from '../stub/ledger.ts';
import { Mail } from '../stub/mail.ts';
import { Databases, liveInstance } from '../stub/rds.ts';
import { parameters, Secrets } from '../stub/stored.ts';
import { scopeOf } from '../writes.ts';

/** What the handler sees and does; what it finds and when it tells is tried in `watchdog.test.ts`. */
let executions: Executions;
let mail: Mail;
const WATCHED: Watched = {
  cluster: 'survey',
  pointer: { parameter: '/survey/database/host', format: 'host' },
  connection: null,
  scope: scopeOf('answers'),
};
const prepare = async () => {
  Object.assign(process.env, {
    ROLLBACK_MACHINE: 'arn:stateMachine:rollback',
    DEVOPS_TOPIC: 'arn:devops',
    TEAMS_TOPIC: 'arn:teams',
    LANGUAGE_OF_MESSAGES: 'en',
    TIME_ZONE: 'UTC',
    WATCHED: JSON.stringify(WATCHED),
  });
  executions = new Executions();
  executions.play();
  mail = new Mail();
  mail.play();
  playServices([steady('web', 'td:2')]);
  await ledger.put('status', status({ holder: null, running: { web: 'td:2' } }));
};
beforeEach(prepare);

const look = (time = NOW) => handler({ time });
const died = async (ending: 'FAILED' | 'ABORTED' = 'FAILED') => {
  executions.known['arn:execution'] = { status: ending, stopDate: new Date(later(-300)) };
  await ledger.put('status', status({ status: 'releasing', work: 'r1', running: { web: 'td:2' } }));
  await ledger.put('release#r1', release({ outcome: 'running' }));
};

describe('watchdog', () => {
  it('finds nothing in an environment that runs what was left, and tells nobody', async () => {
    expect(await look()).toEqual({ found: [], told: 0 });
    expect(mail.sent).toEqual([]);
    expect(await ledger.read('watchdog')).toEqual({ told: {}, counts: {} });
  });

  it('tells the teams of an incident that lasts, once, and remembers it', async () => {
    const since = later(-56 * 60);
    await ledger.put(
      'status',
      status({ status: 'frozen', holder: null, since, incident: 'i1', maintenanceSince: since }),
    );
    await look();
    await look(later(60));
    expect(mail.sent.filter(({ topic }) => topic === 'arn:teams')).toHaveLength(1);
    expect(await ledger.read('watchdog')).toMatchObject({ told: { 'news i1': { firstAt: NOW } } });
  });

  it('starts the rollback of a release that died without a word, and tells', async () => {
    await died();
    expect(await look()).toEqual({ found: ['unfinished'], told: 1 });
    expect(executions.started).toMatchObject([{ name: 'release-r1', input: { failedRelease: { error: 'FAILED' } } }]);
    expect(mail.sent).toMatchObject([{ topic: 'arn:devops' }]);
  });

  it('starts none of a release that a person stopped, nor of one that the ledger does not have', async () => {
    await died('ABORTED');
    expect(await look()).toMatchObject({ found: ['unfinished'] });
    await died();
    await ledger.put('status', status({ status: 'releasing', work: 'r9' }));
    await look();
    expect(executions.started).toEqual([]);
  });

  it.each([
    [9, []],
    [11, ['unfinished']],
  ])('takes a holder that Step Functions does not show after %s minutes for what it is', async (minutes, found) => {
    await ledger.put('status', status({ status: 'rolling-back', since: NOW }));
    expect(await look(later(minutes * 60))).toMatchObject({ found });
  });

  it('tells of a service that somebody changed, and of one that is gone', async () => {
    playServices([steady('web', 'td:9')]);
    expect(await look()).toMatchObject({ found: ['service-changed'], told: 1 });
    playServices([]);
    expect(await look(later(60))).toMatchObject({ found: ['service-changed'], told: 1 });
  });

  it('remembers what it has told: the next look does not tell it again', async () => {
    await died();
    await look();
    expect(await look(later(60))).toEqual({ found: ['unfinished'], told: 0 });
    expect(mail.sent).toHaveLength(1);
  });
});

describe('watchdog when the time is over until which automation was off', () => {
  const off = { since: later(-900), at: later(-900), until: later(-1), reason: 'Load test', by: 'Ana', release: null };
  const over = async (change: object = {}) => {
    await prepare();
    await ledger.put('automation', { off: { ...off, ...change }, rang: { '5xx': later(-60), old: later(-9_000) } });
  };

  it('tells it once, with the alarm that rings on and the way to go back by hand', async () => {
    await over();
    await look();
    await look(later(60));
    expect(mail.sent).toMatchObject([
      { topic: 'arn:devops', subject: expect.stringContaining('Alarms start rollbacks again; some rang meanwhile') },
    ]);
    expect(mail.sent[0]?.body).toMatch(
      /\n- 5xx, Nov 24, 2026, 2:09:00 PM UTC\n[\s\S]*--state-machine-arn arn:stateMachine:rollback /,
    );
    expect(mail.sent[0]?.body).not.toContain('- old');
    expect(await ledger.read('automation')).toMatchObject({ last: { at: off.until, by: null, reason: null } });
  });

  it('tells nothing before', async () => {
    await over({ until: later(1) });
    expect(await look()).toEqual({ found: [], told: 0 });
    expect(mail.sent).toEqual([]);
  });

  everyCall({
    prepare: () => over(),
    run: async () => (await look()).found,
    calls: [
      ...['dynamodb:GetItem', 'dynamodb:Query', 'ecs:DescribeServices', 'sns:Publish'],
      ...['dynamodb:UpdateItem', 'dynamodb:PutItem'],
    ],
    left: () => [...new Set(mail.sent.map(({ body }) => body))],
  });
});

describe('watchdog after a restore', () => {
  const restored = liveInstance({
    ...{ DBInstanceIdentifier: 'survey-kg-1', Endpoint: { Address: 'survey-kg-1.rds', Port: 5432 } },
  });
  const left = async (host: string) => {
    new Databases([liveInstance(), restored]).play();
    parameters(new Map([['/survey/database/host', host]]));
    aws.on('ssm', { ListTagsForResource: () => ({ TagList: [] }) });
    await ledger.put(
      'rollback#b1',
      rollback({ outcome: 'done', restored: 'survey-kg-1', quarantined: 'survey', startedAt: later(-90 * 86_400) }),
    );
  };

  it('tells that a stack update has pointed the application at the quarantined database, however long ago', async () => {
    await left('survey.rds');
    expect(await look()).toEqual({ found: ['pointer-moved-back'], told: 1 });
    expect(mail.sent[0]?.body).toMatch(/leads to survey, which a rollback has quarantined; .* left it at survey-kg-1/);
    expect(await look(later(60))).toEqual({ found: ['pointer-moved-back'], told: 0 });
  });

  it.each(['survey-kg-1.rds', 'another.rds'])('finds nothing where it leads to %s', async (host) => {
    await left(host);
    expect(await look()).toEqual({ found: [], told: 0 });
  });

  it('tells the rest where the pointer cannot be read', async () => {
    await left('survey.rds');
    playServices([steady('web', 'td:9')]);
    aws.on('ssm', {
      GetParameter: () => {
        throw new Error('denied');
      },
    });
    expect(await look()).toEqual({ found: ['service-changed'], told: 1 });
  });
});

describe('watchdog names the stack behind what it finds', () => {
  const tags = [{ key: 'aws:cloudformation:stack-name', value: 'Survey' }];
  const stack = (LastUpdatedTime: Date | undefined, StackStatus: StackStatus = 'UPDATE_COMPLETE') =>
    aws.on('cloudformation', {
      DescribeStacks: ({ StackName = '' }) => ({
        Stacks: [{ StackName, StackStatus, CreationTime: new Date(later(-90 * 86_400)), LastUpdatedTime }],
      }),
    });
  const changed = async (of: typeof tags = tags) => {
    playServices([{ ...steady('web', 'td:9'), tags: of }]);
    await ledger.put('status', status({ holder: null, running: { web: 'td:2' }, since: later(-600) }));
  };
  const said = async () => {
    await look();
    return mail.sent.map(({ body }) => body).join();
  };

  it('a service: its own has changed since the release left it', async () => {
    await changed();
    stack(new Date(later(-60)));
    expect(await said()).toContain('The CloudFormation stack Survey, which made it, moved it: its last change began');
    expect(aws.inputs('ecs:DescribeServices').at(-1)).toMatchObject({ services: ['web'], include: ['TAGS'] });
  });

  it('a service: its own has not', async () => {
    await changed();
    stack(new Date(later(-601)));
    expect(await said()).toContain('has begun no change since');
  });

  it.each<[string, () => void, typeof tags]>([
    ['no stack has made it', () => undefined, []],
    [
      'the stack is gone',
      () =>
        aws.fails('cloudformation:DescribeStacks', () =>
          Object.assign(new Error('Stack with id Survey does not exist'), { name: 'ValidationError' }),
        ),
      tags,
    ],
    [
      'CloudFormation does not answer',
      () => aws.fails('cloudformation:DescribeStacks', () => new Error('denied')),
      tags,
    ],
  ])('not where %s: it is not known, and all is told', async (_what, but, of) => {
    await changed(of);
    stack(new Date(later(-60)));
    but();
    const told = await said();
    expect(told).toContain('Service web runs td:9');
    expect(told).toContain('Which stack moved it is not known');
  });

  it('not where no way leads to CloudFormation: what it finds is told all the same, before the function ends', async () => {
    await changed();
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
      const soon = new AbortController();
      setTimeout(() => soon.abort(), 10);
      return soon.signal;
    });
    aws.on('cloudformation', { DescribeStacks: () => new Promise(() => undefined) });
    expect(await said()).toContain('Which stack moved it is not known');
    vi.restoreAllMocks();
  });

  it('asks nobody at looks that tell nothing', async () => {
    await changed();
    stack(undefined);
    await look();
    await look(later(60));
    expect(aws.inputs('cloudformation:DescribeStacks')).toHaveLength(1);
  });

  const restored = liveInstance({
    ...{ DBInstanceIdentifier: 'survey-kg-1', Endpoint: { Address: 'survey-kg-1.rds', Port: 5432 } },
  });
  const pointedBack = async (finishedAt: string | null) => {
    new Databases([liveInstance(), restored]).play();
    await ledger.put(
      'rollback#b1',
      rollback({ outcome: 'done', restored: 'survey-kg-1', quarantined: 'survey', finishedAt }),
    );
  };
  const stackTag = [{ Key: 'aws:cloudformation:stack-name', Value: 'Data' }];

  it('a pointer that is a parameter', async () => {
    await pointedBack(later(-600));
    parameters(new Map([['/survey/database/host', 'survey.rds']]));
    aws.on('ssm', { ListTagsForResource: () => ({ TagList: stackTag }) });
    stack(new Date(later(-60)));
    expect(await said()).toContain('The CloudFormation stack Data, which made it, moved it');
    expect(aws.inputs('ssm:ListTagsForResource')).toEqual([
      { ResourceType: 'Parameter', ResourceId: '/survey/database/host' },
    ]);
  });

  it('a pointer in a secret', async () => {
    const pointer = { secret: 'arn:secret', field: 'host', format: 'host' } as const;
    process.env['WATCHED'] = JSON.stringify({ ...WATCHED, pointer } satisfies Watched);
    await pointedBack(later(-600));
    new Secrets({ 'arn:secret': { host: 'survey.rds' } }).play();
    aws.on('secretsmanager', { DescribeSecret: () => ({ Tags: stackTag }) });
    stack(new Date(later(-601)));
    expect(await said()).toContain('The CloudFormation stack Data made it, and has begun no change since');
  });

  it('no pointer while the rollback that left it has not ended', async () => {
    await pointedBack(null);
    parameters(new Map([['/survey/database/host', 'survey.rds']]));
    aws.on('ssm', { ListTagsForResource: () => ({ TagList: stackTag }) });
    stack(new Date(later(-60)));
    expect(await said()).toContain('Which stack moved it is not known');
  });
});

describe('watchdog that finds a dead release', () => {
  everyCall({
    prepare: async () => {
      await prepare();
      await died();
    },
    // Whether this look or one before it told is no part of the outcome.
    run: async () => (await look()).found,
    calls: [
      'dynamodb:GetItem',
      'dynamodb:Query',
      'ecs:DescribeServices',
      'states:DescribeExecution',
      'states:StartExecution',
      'sns:Publish',
      'dynamodb:PutItem',
    ],
    left: () => ({ started: executions.started, said: [...new Set(mail.sent.map((message) => message.body))] }),
  });
});
