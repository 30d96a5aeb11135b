import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import { STATES } from '../../lambdas/model/state-names.ts';
import { sizeOf } from '../../lib/limits/limits.ts';
import { readTemplate } from '../../sandbox/template/assembly.ts';
import { definitionOf, statesOf, WORKFLOWS } from './definitions.ts';
import { inlinePolicies } from './inline-policies.ts';

/** Properties of the synthesized template (`npm test` synthesizes first). None counts resources. */
interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template's properties are open JSON.
  readonly Properties: any;
}

const template = readTemplate(new URL('../../cdk.out/KnownGood-sandbox.template.json', import.meta.url)) as {
  Resources: Record<string, Resource>;
};
const of = (type: string) => Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);

/** Errors of Lambda that pass by themselves (https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors). */
const PASSING = [
  // Of any function.
  ...['Lambda.ServiceException', 'Lambda.AWSLambdaException', 'Lambda.SdkClientException'],
  ...['Lambda.TooManyRequestsException', 'Lambda.ClientExecutionTimeoutException', 'Lambda.Unknown'],
  // Of one that was idle for weeks, and is made ready anew.
  ...[
    'Lambda.ResourceNotReadyException',
    'Lambda.ResourceConflictException',
    'Lambda.CodeArtifactUserPendingException',
  ],
  // Of our own, and of its time.
  ...['TemporarilyUnavailable', 'Sandbox.Timedout', 'States.Timeout'],
];

/** Of the network interfaces of a function that has some. */
const OF_INTERFACES = [
  ...['Lambda.ENINotReadyException', 'Lambda.EC2ThrottledException', 'Lambda.EC2UnexpectedException'],
  'Lambda.SubnetIPAddressLimitReachedException',
];

/** Whether the function of a published version has interfaces in a network. */
function inNetwork(given: unknown): boolean {
  const [, version = ''] = String((given as { FunctionName?: string }).FunctionName).split('arn:of:');
  const id = template.Resources[version]?.Properties.FunctionName.Ref;
  return template.Resources[id]?.Properties.VpcConfig !== undefined;
}

describe.each(WORKFLOWS)('every task of the %s workflow', (name) => {
  const tasks = statesOf(definitionOf(name)).filter(([, state]) => state.Type === 'Task');

  it.each(tasks)('tries again what passes by itself: %s', (_name, { Retry, Arguments }) => {
    const [policy] = Retry as readonly { ErrorEquals: string[]; MaxAttempts: number }[];
    const passing = inNetwork(Arguments) ? [...PASSING, ...OF_INTERFACES] : PASSING;
    expect([...(policy?.ErrorEquals ?? [])].sort()).toEqual([...passing].sort());
    expect(policy?.MaxAttempts).toBeGreaterThan(0);
  });

  const messages = tasks.filter(([, { Arguments }]) => 'message' in ((Arguments as Asked).Payload ?? {}));
  it.each(messages)('goes on as if it were told where nobody can be told: %s', (_name, { Catch, Next, Retry }) => {
    expect(Catch?.map((way) => [way.ErrorEquals, way.Next])).toEqual([[['States.ALL'], Next]]);
    expect(Retry).toMatchObject([{ MaxAttempts: 8 }]);
  });
});

interface Asked {
  readonly Payload?: object;
}

it('some functions have interfaces in a network, and most have none', () => {
  const all = of('AWS::Lambda::Function').map(([, { Properties }]) => Properties.VpcConfig !== undefined);
  expect(all.filter((one) => one).length).toBeGreaterThan(8);
  expect(all.filter((one) => !one).length).toBeGreaterThan(40);
});

describe.each(WORKFLOWS)('every call of a function by the %s workflow', (name) => {
  it('names a published version, which stays when the next one is published', () => {
    const [, machine] =
      of('AWS::StepFunctions::StateMachine').find(([id]) => id.toLowerCase().startsWith(name.replace('-', ''))) ?? [];
    const parts: readonly unknown[] = machine?.Properties.DefinitionString['Fn::Join'][1];
    const called = parts.flatMap((part, index) =>
      String(parts[index - 1] ?? '').endsWith('"FunctionName":"') ? [(part as { Ref?: string }).Ref ?? part] : [],
    );
    expect(called.length).toBeGreaterThan(3);
    const versions = Object.fromEntries(of('AWS::Lambda::Version'));
    for (const id of called) expect(versions[String(id)], JSON.stringify(id)).toMatchObject(STAYS);
  });
});

const STAYS = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

describe.each(['release', 'rollback', 'decision'] as const)('the %s workflow', (name) => {
  const states = () => statesOf(definitionOf(name));

  it('gives every choice a way on when no rule matches', () => {
    const stuck = states().filter(([, state]) => state.Type === 'Choice' && state.Default === undefined);
    expect(stuck.map(([state]) => state)).toEqual([]);
  });

  it('bounds and retries every task', () => {
    const tasks = states().filter(([, state]) => state.Type === 'Task');
    expect(tasks.length).toBeGreaterThan(10);
    for (const [state, { TimeoutSeconds, Retry }] of tasks) {
      expect(TimeoutSeconds, state).toBe(45);
      expect(Retry, state).toHaveLength(1);
    }
  });

  it('has names that Step Functions takes', () => {
    for (const [state] of states()) expect([...state].length, state).toBeLessThanOrEqual(80);
  });

  it('holds only expressions that JSONata 2.0.6 parses', () => {
    const expressions = JSON.stringify(states()).match(/\{%.*?%\}/g) ?? [];
    expect(expressions.length).toBeGreaterThan(50);
    for (const expression of expressions) {
      const code = JSON.parse(`"${expression}"`).slice(2, -2) as string;
      expect(() => jsonata(code), code).not.toThrow();
    }
  });
});

describe('a rollback', () => {
  it('has no catch that ends it after the lock, so that a person can redrive the very task', () => {
    const machine = definitionOf('rollback');
    const beforeLock: readonly string[] = [
      STATES.readWhatStartedTheRollback,
      STATES.takeOverTheLock,
      STATES.triageForTheDryRun,
      STATES.planTheRollback,
    ];
    const caught = statesOf(machine).filter(
      ([name, state]) =>
        // A message that cannot be sent goes on to where it leads anyway.
        state.Catch?.some((c) => c.Next !== state.Next && machine.States[c.Next]?.Type === 'Fail') === true &&
        !beforeLock.includes(name),
    );
    expect(caught.map(([state]) => state)).toEqual([]);
  });

  it('gives the sessions on the replaced database their own time to end: a restore takes longer than that', () => {
    const states = statesOf(definitionOf('rollback'));
    const end = STATES.endTheSessionsOnTheQuarantinedDatabase;
    const before = states.filter(([, { Type, Next }]) => Type !== 'Wait' && Next === end);
    expect(before.length).toBeGreaterThan(0);
    for (const [name, { Assign }] of before) expect(Object.keys(Assign ?? {}), name).toContain('endingSince');
  });
});

describe('a release', () => {
  it('leads every failure after the announcement to its rollback', () => {
    const states = definitionOf('release').States;
    const after = [
      STATES.recordTheKnownGood,
      STATES.createTheRestorePoint,
      STATES.startTheMigration,
      STATES.switchOrderByOrder,
      STATES.runTheChecks,
      STATES.lowerMaintenanceMode,
      STATES.watchTheAlarms,
      STATES.closeTheRelease,
    ];
    for (const state of after)
      expect(
        states[state]?.Catch?.map((c) => c.Next),
        state,
      ).toEqual([STATES.doesThisReleaseStillHoldTheEnvironment]);
  });
});

describe('permissions', () => {
  const statements = () =>
    inlinePolicies(Object.fromEntries(of('AWS::IAM::Role'))).flatMap(({ role, statements }) =>
      (
        statements as {
          Action: string | string[];
          Resource: unknown;
          Effect: string;
          Condition?: unknown;
        }[]
      ).map((statement) => ({ id: role, ...statement })),
    );
  const actions = (statement: { Action: string | string[] }) => [statement.Action].flat();

  it('stand in the roles, under a name that no policy beside a role ever had', () => {
    const names = of('AWS::IAM::Role').flatMap(([, { Properties }]) =>
      (Properties.Policies ?? []).map(({ PolicyName }: { PolicyName: string }) => PolicyName),
    );
    expect(names.length).toBeGreaterThan(70);
    // Any other could be that of a policy which an update of the stack deletes (test/sandbox/template/role-policies.test.ts).
    expect([...new Set(names)]).toEqual(['of-the-role']);
    // The role has it twice while an update moves it there, and IAM takes 10,240 characters of both.
    const inside = inlinePolicies(Object.fromEntries(of('AWS::IAM::Role')));
    expect(inside.filter(({ statements }) => sizeOf({ statements }) > 5_120)).toEqual([]);
    expect(of('AWS::IAM::Policy').filter(([id]) => !id.includes('Machine'))).toEqual([]);
  });

  it('name no wildcard action', () => {
    expect(
      statements()
        .flatMap(actions)
        .filter((action) => action.includes('*') && !['kms:GenerateDataKey*', 'kms:ReEncrypt*'].includes(action)),
    ).toEqual([]);
  });

  it('reach every resource only where AWS knows no narrower one', () => {
    const unscoped = new Set(
      statements()
        .filter((s) => s.Resource === '*')
        .flatMap(actions),
    );
    const allowed = [
      /^(rds|cloudwatch|elasticloadbalancing|application-autoscaling|ecs):Describe/,
      /^ecs:ListTasks$/,
      /^ec2:(Create|Describe|Delete|Assign|Unassign)/,
      /^xray:Put|^xray:GetSampling/,
      /^logs:/,
      /^cloudwatch:GetMetricData$/,
      // Bound to our own namespace.
      /^cloudwatch:PutMetricData$/,
    ];
    expect([...unscoped].filter((action) => !allowed.some((pattern) => pattern.test(action)))).toEqual([]);
  });

  it('include deleting a database or a snapshot only where it is ours, dated, and kept by nobody', () => {
    const deleting = statements().filter((s) => actions(s).some((action) => /^rds:Delete/.test(action)));
    expect(deleting.flatMap(actions)).toEqual(['rds:DeleteDBSnapshot', 'rds:DeleteDBInstance', 'rds:DeleteDBInstance']);
    const ofADrill = deleting.filter(({ id }) => id.startsWith('Stepsdeletethrowaway'));
    expect(ofADrill).toMatchObject([
      {
        Resource: 'arn:aws:rds:sa-east-1:111122223333:db:survey-kgdrill-*',
        Condition: {
          StringEquals: { 'aws:ResourceTag/knowngood': 'sandbox', 'aws:ResourceTag/knowngood:purpose': 'backup-drill' },
        },
      },
    ]);
    for (const { Condition } of deleting.filter((one) => !ofADrill.includes(one)))
      expect(Condition).toMatchObject({
        StringEquals: { 'aws:ResourceTag/knowngood': 'sandbox' },
        Null: { 'aws:ResourceTag/knowngood:delete-after': 'false', 'aws:ResourceTag/knowngood:keep': 'true' },
      });
  });

  it('publish metrics in our own namespace alone', () => {
    expect(statements().filter((s) => actions(s).includes('cloudwatch:PutMetricData'))).toMatchObject([
      { Condition: { StringEquals: { 'cloudwatch:namespace': 'KnownGood' } } },
    ]);
  });

  const passing = (service: string) =>
    statements().filter((s) => actions(s).includes('iam:PassRole') && JSON.stringify(s.Condition).includes(service));

  it('pass a role to ECS, to RDS or to EventBridge Scheduler, and to nobody else', () => {
    const all = statements().filter((s) => actions(s).includes('iam:PassRole'));
    const services = ['ecs-tasks.amazonaws.com', 'rds.amazonaws.com', 'scheduler.amazonaws.com'];
    expect(all).toHaveLength(services.flatMap(passing).length);
  });

  it('pass to RDS only the roles that the configuration names', () => {
    expect(passing('rds.amazonaws.com')).toMatchObject([
      {
        Resource: [
          { 'Fn::ImportValue': 'SurveyPlatform-DatabaseImportRoleArn' },
          { 'Fn::ImportValue': 'SurveyPlatform-DatabaseMonitoringRoleArn' },
        ],
        Condition: {
          StringEquals: { 'iam:PassedToService': ['rds.amazonaws.com', 'monitoring.rds.amazonaws.com'] },
        },
      },
    ]);
  });

  it('pass only the task roles the configuration names, and only to ECS', () => {
    expect(passing('ecs-tasks.amazonaws.com').length).toBeGreaterThan(0);
    for (const { Resource, Condition } of passing('ecs-tasks.amazonaws.com')) {
      expect(Resource).toEqual([
        'arn:aws:iam::111122223333:role/survey-execution',
        'arn:aws:iam::111122223333:role/survey-task',
      ]);
      expect(Condition).toEqual({ StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } });
    }
  });
});

describe('the alarm rule', () => {
  it('gives up on an event after five minutes, and keeps what it could not deliver', () => {
    const [rule] = of('AWS::Events::Rule').filter(([, r]) => r.Properties.EventPattern?.source[0] === 'aws.cloudwatch');
    const [target] = rule?.[1].Properties.Targets ?? [];
    expect(target.RetryPolicy.MaximumEventAgeInSeconds).toBe(300);
    expect(target.DeadLetterConfig.Arn).toBeDefined();
  });
});
