import type { DBInstance } from '@aws-sdk/client-rds';
import type { ServiceModel } from '../../sandbox/kernel/service.ts';
import { createIam } from '../../sandbox/services/iam/iam.ts';
import type { Call } from '../calls/call.ts';
import { EarlierAnswers } from '../calls/stale-reads.ts';
import type { Faults } from '../faults/fault.ts';
import type { EventClock } from '../run/clock.ts';
import type { Handler } from '../run/handlers.ts';
import type { Random } from '../run/random.ts';
import { App } from './app.ts';
import { Bystander } from './bystander.ts';
import { isOfTheApplication } from './ecr.ts';
import { Facts } from './facts.ts';
import { whoInvokes } from './invoking.ts';
import { ACCOUNT, WorldKernel } from './kernel.ts';
import type { Ledger } from './ledger.ts';
import { type Answer, fabricOf, type Listener, type Request } from './listener.ts';
import type { Permissions } from './permissions.ts';
import { Pointer } from './pointer.ts';
import { MemoryPostgres } from './postgres.ts';
import type { Server } from './postgres-server.ts';
import { createServiceModels, type ServiceModels } from './service-models.ts';
import { CLUSTER, TABLES } from './survey-platform.ts';
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

/** One account with an environment in it: service models on memory, and everything that happened. */
export class World {
  readonly clock: EventClock;
  readonly chance: Random;
  readonly versions: Versions;
  readonly handlers: ReadonlyMap<string, Handler>;
  readonly faults: Faults;
  readonly facts = new Facts();
  readonly calls: Call[] = [];
  /** Called with each call to AWS that takes effect. */
  readonly heardBy: ((call: Call) => void)[] = [];
  readonly earlierAnswers = new EarlierAnswers();
  readonly kernel: WorldKernel;
  readonly postgres: MemoryPostgres;
  readonly listeners: Listener[] = [];
  /** Servers whose data a sentinel finds damaged. */
  readonly damaged = new Set<Server>();
  /** Metrics that an alarm of the template looks at; nobody asks for the others. */
  readonly watched = new Set<string>();
  /** ARNs of the template's secrets. */
  readonly secretNames: string[] = [];
  /** Where the application finds its database. */
  pointer: Pointer;
  readonly states: ServiceModels['states'];
  readonly ecs: ServiceModels['ecs'];
  readonly images: ServiceModels['images'];
  readonly ssm: ServiceModels['ssm'];
  readonly secrets: ServiceModels['secrets'];
  readonly events: ServiceModels['events'];
  readonly cloudwatch: ServiceModels['cloudwatch'];
  readonly cloudformation: ServiceModels['cloudformation'];
  readonly mail: ServiceModels['mail'];
  readonly documents: ServiceModels['documents'];
  readonly functions: ServiceModels['functions'];
  readonly ledger: Ledger;
  private readonly models: readonly ServiceModel[];

  constructor({ clock, chance, versions, handlers, faults, permissions }: WorldOptions) {
    this.clock = clock;
    this.chance = chance;
    this.versions = versions;
    this.handlers = handlers;
    this.faults = faults;
    const iam = createIam(ACCOUNT, permissions.usage);
    const kernel = new WorldKernel(clock, iam, permissions);
    this.kernel = kernel;
    this.postgres = new MemoryPostgres(clock, TABLES);
    const models = createServiceModels({
      ...{ kernel, iam, clock, chance, handlers, faults, postgres: this.postgres, fabric: fabricOf(this) },
      run: (container) => {
        if (!isOfTheApplication(container)) return this.facts.beside(new Bystander(container));
        const app = new App(this, container);
        this.facts.started(app);
        return app;
      },
    });
    this.models = models.all;
    for (const model of models.all) kernel.services.set(model.signingName, model);
    this.states = models.states;
    this.ecs = models.ecs;
    this.images = models.images;
    this.ssm = models.ssm;
    this.secrets = models.secrets;
    this.events = models.events;
    this.cloudwatch = models.cloudwatch;
    this.cloudformation = models.cloudformation;
    this.mail = models.mail;
    this.documents = models.documents;
    this.functions = models.functions;
    this.ledger = models.ledger;
    this.pointer = new Pointer(this, undefined);
    kernel.connect(
      (event) => this.events.publish(event),
      (measurement) => {
        if (this.watched.has(measurement.metric)) this.cloudwatch.measure(measurement);
      },
    );
    whoInvokes(this.states, (invoking) => {
      this.functions.invoking = invoking;
    });
  }

  /** The template's provider of a type of resource. */
  provide = (type: string): ServiceModel['resources'][string] | undefined =>
    this.models.find(({ resources }) => type in resources)?.resources[type];

  /** `{{resolve:…}}` of the template. */
  dynamic = (service: string, rest: string): string => {
    if (service === 'ssm') return this.ssm.valueOf(rest);
    const [, id = '', field = ''] = /^(.*?):SecretString(?::([^:]*))?/.exec(rest) ?? [];
    const value = this.secrets.valueOf(id);
    return field === '' ? value : String((JSON.parse(value) as Record<string, unknown>)[field]);
  };

  /** Every database instance, as RDS describes it. */
  instances(): readonly DBInstance[] {
    const describe = this.kernel.services.get('rds')?.handlers as unknown as {
      DescribeDBInstances(input: object): { DBInstances: DBInstance[] };
    };
    return describe.DescribeDBInstances({}).DBInstances;
  }

  appAt(port: number): App | undefined {
    return this.facts.listening.get(port);
  }

  bystanderAt(port: number): Bystander | undefined {
    return this.facts.bystanders.get(port);
  }

  /** A request from outside, by whoever. */
  ask(url: URL, method: string, headers: Headers): Pick<Answer, 'status' | 'body'> {
    const listener = this.listeners.find(({ port }) => port === Number(url.port || 80));
    if (listener === undefined) return { status: 0, body: '' };
    const facts: Request = {
      method,
      url: url.pathname,
      headers: { host: url.host, ...Object.fromEntries(headers) },
      source: '203.0.113.9',
    };
    return listener.request(facts, (app) => ({ status: app.health(), body: '' }));
  }

  /** Task definition that a service runs, or is moving to. */
  runs(service: string): string {
    const describe = this.ecs.handlers.DescribeServices as unknown as (input: object) => {
      services: { taskDefinition: string }[];
    };
    return describe({ cluster: CLUSTER, services: [service] }).services[0]?.taskDefinition ?? '';
  }
}
