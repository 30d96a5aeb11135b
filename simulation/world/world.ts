import type { ServiceModel } from '../../sandbox/kernel/service.ts';
import { createAutoscaling } from '../../sandbox/services/autoscaling/autoscaling.ts';
import { type CloudWatch, createCloudwatch } from '../../sandbox/services/cloudwatch/cloudwatch.ts';
import { createDynamodb } from '../../sandbox/services/dynamodb/dynamodb.ts';
import type { Ecr } from '../../sandbox/services/ecr/ecr.ts';
import { createEcs, type Ecs } from '../../sandbox/services/ecs/ecs.ts';
import { createElb, type Elb } from '../../sandbox/services/elb/elb.ts';
import { createEvents, type Events } from '../../sandbox/services/events/events.ts';
import { createIam } from '../../sandbox/services/iam/iam.ts';
import { createInert } from '../../sandbox/services/inert/inert.ts';
import { createKms } from '../../sandbox/services/kms/kms.ts';
import { createLogs } from '../../sandbox/services/logs/logs.ts';
import { createRds, type Rds } from '../../sandbox/services/rds/rds.ts';
import { createSecrets, type Secrets } from '../../sandbox/services/secrets/secrets.ts';
import { createSqs } from '../../sandbox/services/sqs/sqs.ts';
import { createSsm, type Ssm } from '../../sandbox/services/ssm/ssm.ts';
import { createStates, type States } from '../../sandbox/services/states/states.ts';
import type { Call } from '../calls/history.ts';
import { Past } from '../calls/past.ts';
import type { Faults } from '../faults/plan.ts';
import type { EventClock } from '../run/clock.ts';
import type { Handler } from '../run/handlers.ts';
import type { Random } from '../run/random.ts';
import type { App } from './app.ts';
import { createDocuments, type DocumentsModel } from './documents.ts';
import { type Answer, fabricOf, type Listener } from './fabric.ts';
import { Facts } from './facts.ts';
import { createWorldFunctions, type FunctionsModel } from './functions.ts';
import { createImages } from './images.ts';
import { WorldKernel } from './kernel.ts';
import { Ledger } from './ledger.ts';
import { createMail, type MailModel } from './mail.ts';
import type { Permissions } from './permissions.ts';
import { Pointer } from './pointer.ts';
import { MemoryPostgres } from './postgres.ts';
import type { Server } from './server.ts';
import type { Versions } from './versions.ts';

export interface WorldOptions {
  readonly clock: EventClock;
  /** Chance of the surroundings: latencies, delays, which node answers. */
  readonly chance: Random;
  readonly versions: Versions;
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly faults: Faults;
  /** What IAM has allowed in earlier worlds of the same template. */
  readonly permissions: Permissions;
}

const MINUTE = 60_000;
/** Shorter than the usual times, in the same order: a first backup still outlasts the rollback. */
const TIMINGS = { restoreMs: 3 * MINUTE, baselineBackupMs: 12 * MINUTE, snapshotMs: 2 * MINUTE };
const TABLES = ['surveys', 'answers', 'distributions'];

/** One account with an environment in it: the sandbox's service models on memory, and everything that happened. */
export class World {
  readonly clock: EventClock;
  readonly chance: Random;
  readonly versions: Versions;
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly applicationRole = 'survey_app';
  faults: Faults;
  readonly facts = new Facts();
  readonly calls: Call[] = [];
  readonly past = new Past();
  readonly kernel: WorldKernel;
  readonly postgres: MemoryPostgres;
  readonly listeners: Listener[] = [];
  /** Servers whose data a sentinel finds damaged. */
  readonly damaged = new Set<Server>();
  /** Restored servers never come out of recovery while this is true. */
  recovering = false;
  readonly models: readonly ServiceModel[];
  readonly states: States;
  readonly rds: Rds;
  readonly ecs: Ecs;
  readonly elb: Elb;
  readonly ssm: Ssm;
  readonly secrets: Secrets;
  readonly events: Events;
  readonly cloudwatch: CloudWatch;
  readonly mail: MailModel;
  readonly documents: DocumentsModel;
  readonly functions: FunctionsModel;
  readonly ledger: Ledger;

  constructor(options: WorldOptions) {
    this.clock = options.clock;
    this.chance = options.chance;
    this.versions = options.versions;
    this.handlers = options.handlers;
    this.faults = options.faults;
    const kernel = new WorldKernel(options.clock, options.permissions);
    this.kernel = kernel;
    this.postgres = new MemoryPostgres(options.clock, TABLES);
    const iam = createIam(kernel.account, options.permissions.usage);
    kernel.iam = iam;
    const images = createImages(kernel);
    this.elb = createElb(kernel, fabricOf(this));
    let ports = 9_000;
    this.ecs = createEcs(kernel, images as unknown as Ecr, this.elb, {
      port: async () => ++ports,
      logFile: () => '',
      run: (run) => this.facts.started(run, this),
    });
    this.rds = createRds(kernel, this.postgres.host, TIMINGS);
    this.cloudwatch = createCloudwatch(kernel);
    this.events = createEvents(kernel);
    this.mail = createMail(kernel);
    this.documents = createDocuments(kernel);
    this.ssm = createSsm(kernel);
    this.secrets = createSecrets(kernel);
    this.states = createStates(kernel);
    this.functions = createWorldFunctions(this);
    const dynamodb = createDynamodb(kernel);
    this.ledger = new Ledger(dynamodb as ServiceModel);
    const models: unknown[] = [
      this.states,
      this.functions,
      this.events,
      this.cloudwatch,
      createAutoscaling(kernel, this.ecs),
      this.ecs,
      this.elb,
      images,
      this.rds,
      this.mail,
      createSqs(kernel),
      this.documents,
      this.ssm,
      this.secrets,
      dynamodb,
      createKms(kernel),
      createLogs(kernel),
      createInert(kernel),
      iam,
    ];
    this.models = models as ServiceModel[];
    for (const model of this.models) kernel.services.set(model.signingName, model);
    kernel.bus = (event) => this.events.publish(event);
    kernel.metrics = (measurement) => {
      if (this.watched.has(measurement.metric)) this.cloudwatch.measure(measurement);
    };
    this.states.subscribe((execution, event) => {
      if (
        event.type === 'TaskStateEntered' ||
        event.type === 'MapStateEntered' ||
        event.type === 'ParallelStateEntered'
      )
        this.entered.set(
          `${execution.options.arn} ${event.path.join('/')}`,
          event.stateEnteredEventDetails?.name ?? '',
        );
      if (event.type !== 'TaskScheduled') return;
      const { arn, machineArn } = execution.options;
      this.functions.invoking = {
        execution: arn,
        machine: machineArn.split('-').at(-1) ?? '',
        state: this.entered.get(`${arn} ${event.path.join('/')}`) ?? '',
      };
    });
  }

  private readonly entered = new Map<string, string>();
  /** Metrics that an alarm of the template looks at; nobody asks for the others. */
  readonly watched = new Set<string>();
  /** Where the application finds its database. */
  pointer = new Pointer(this, undefined);
  /** ARNs of the template's secrets. */
  readonly secretNames: string[] = [];

  provide = (type: string): ServiceModel['resources'][string] | undefined =>
    this.models.find((model) => type in model.resources)?.resources[type];

  /** `{{resolve:…}}` of the template. */
  dynamic = (service: string, rest: string): string => {
    if (service === 'ssm') return this.ssm.valueOf(rest);
    const [, id = '', field = ''] = /^(.*?):SecretString(?::([^:]*))?/.exec(rest) ?? [];
    const value = this.secrets.valueOf(id);
    return field === '' ? value : String((JSON.parse(value) as Record<string, unknown>)[field]);
  };

  /** Values that nobody but their readers may see, by what they are called. */
  secretValues(): { readonly name: string; readonly value: string }[] {
    return this.secretNames.flatMap((id) => {
      const value = this.secrets.valueOf(id);
      const fields = value.startsWith('{') ? (JSON.parse(value) as Record<string, string>) : { value };
      return Object.entries(fields)
        .filter(([field]) => ['password', 'value'].includes(field))
        .map(([field, secret]) => ({ name: `${id} (${field})`, value: secret }));
    });
  }

  /** Every parameter's value, but the pointer's. */
  parameterValues(): Record<string, string> {
    const names = ['/survey/config/nps-question', '/survey/config/dashboard-title'];
    return Object.fromEntries(names.map((name) => [name, this.ssm.valueOf(name)]));
  }

  appAt(port: number): App | undefined {
    return this.facts.listening.get(port);
  }

  /** A request from outside, by whoever. */
  ask(url: URL, method: string, headers: Headers): { status: number; body: string } {
    const listener = this.listeners.find(({ port }) => port === Number(url.port || 80));
    if (listener === undefined) return { status: 0, body: '' };
    const facts = { method, url: url.pathname, headers: Object.fromEntries(headers), source: '203.0.113.9' };
    return listener.request(facts, (app) => ({ status: app.health(), body: '' }));
  }

  /** Task definition that a service runs, or is moving to. */
  runs(service: string): string {
    const describe = this.ecs.handlers.DescribeServices as unknown as (input: object) => {
      services: { taskDefinition: string }[];
    };
    return describe({ cluster: 'survey', services: [service] }).services[0]?.taskDefinition ?? '';
  }

  /** A user's write; an acknowledged one is a fact. */
  visit(): Answer {
    const [listener] = this.listeners;
    if (listener === undefined) throw new Error('There is no listener.');
    const write = this.facts.nextWrite();
    const facts = { method: 'POST', url: '/answers', headers: {}, source: '203.0.113.8' };
    let schema = '';
    const answer = listener.request(facts, (app) => {
      schema = this.postgres.at(app.database)?.content.schema ?? '';
      return { status: app.answer(write, this.chance.next()), body: '' };
    });
    this.facts.served.push({ at: this.clock.now(), by: answer.by, status: answer.status, schema });
    return answer;
  }

  /** The watchdog's schedule stops, and nobody says so but the alarm on its silence; or it begins again. */
  watchdog(what: 'stops' | 'begins again'): void {
    const { ListRules, DisableRule, EnableRule } = this.events.handlers as unknown as Record<
      'ListRules' | 'DisableRule' | 'EnableRule',
      (input: object) => { Rules?: { Name: string; ScheduleExpression?: string }[] }
    >;
    for (const { Name, ScheduleExpression } of ListRules({}).Rules ?? []) {
      if (ScheduleExpression === undefined || !Name.endsWith('-watchdog')) continue;
      if (what === 'stops') DisableRule({ Name });
      else EnableRule({ Name });
    }
    if (what === 'stops') this.hadLooked();
    this.facts.watchdogStopped ||= what === 'stops';
  }

  /** A world is minutes old: where the watchdog has not looked yet, the alarm on its silence stands, and would not be heard again. */
  private hadLooked(): void {
    const { DescribeAlarms, SetAlarmState } = this.cloudwatch.handlers as unknown as {
      DescribeAlarms(input: object): { MetricAlarms?: { AlarmName: string; StateValue: string }[] };
      SetAlarmState(input: object): unknown;
    };
    for (const { AlarmName, StateValue } of DescribeAlarms({}).MetricAlarms ?? []) {
      if (StateValue !== 'ALARM' || !AlarmName.endsWith('-watchdog-silent')) continue;
      SetAlarmState({ AlarmName, StateValue: 'OK', StateReason: 'The watchdog has looked.' });
    }
  }

  /** Whether an execution has entered a state, at least once. */
  reached(execution: string, state: string): boolean {
    const run = this.states.executions().find(({ options }) => options.arn === execution);
    return (
      run?.history.events.some(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === state) ?? false
    );
  }
}
