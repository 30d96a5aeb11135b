import type { Tag, TaskOverride } from '@aws-sdk/client-ecs';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Ecr } from '../ecr/ecr.ts';
import type { Elb } from '../elb/elb.ts';
import { type Definition, Definitions } from './definitions.ts';
import type { Deployment } from './deployment.ts';
import { refused } from './errors.ts';
import type { TaskHost } from './host.ts';
import type { Service } from './service.ts';
import type { Shortage } from './shortage.ts';
import { attach, detach } from './targets.ts';
import { Task } from './task.ts';

export interface Cluster {
  readonly name: string;
  readonly arn: string;
  readonly tags: Tag[];
}

/** A stream of a log group. */
export interface LogStream {
  readonly stream: string;
  readonly text: string;
  /** When its task stopped, in milliseconds; undefined: it runs. */
  readonly until: number | undefined;
}

/** ECS forgets a stopped task after about an hour. */
const FORGOTTEN_AFTER_MS = 3_600_000;

/** Everything ECS knows. */
export class EcsState {
  readonly kernel: Kernel;
  readonly elb: Elb;
  readonly host: TaskHost;
  readonly clusters = new Map<string, Cluster>();
  readonly definitions: Definitions;
  readonly services: Service[] = [];
  readonly closing = new AbortController();
  /** What the next requests of RunTask meet, in order. */
  readonly shortages: Shortage[] = [];
  private tasks: Task[] = [];
  private readonly ecr: Ecr;

  constructor(kernel: Kernel, ecr: Ecr, elb: Elb, host: TaskHost) {
    this.kernel = kernel;
    this.ecr = ecr;
    this.elb = elb;
    this.host = host;
    this.definitions = new Definitions(kernel);
  }

  /** `arn:aws:ecs:<region>:<account>:<resource>`. */
  arn(resource: string): string {
    return `arn:aws:ecs:${this.kernel.region}:${this.kernel.account}:${resource}`;
  }

  /** @throws ClusterNotFoundException */
  cluster(nameOrArn = 'default'): Cluster {
    const found = this.clusters.get(last(nameOrArn));
    if (found) return found;
    throw refused.noCluster();
  }

  servicesOf({ arn }: Cluster): Service[] {
    return this.services.filter(({ settings }) => settings.clusterArn === arn);
  }

  findService(cluster: Cluster, nameOrArn: string): Service | undefined {
    const name = last(nameOrArn);
    return this.services.find(({ settings }) => settings.clusterArn === cluster.arn && settings.name === name);
  }

  /** @throws ServiceNotFoundException */
  service(cluster: Cluster, nameOrArn = ''): Service {
    const found = this.findService(cluster, nameOrArn);
    if (found) return found;
    throw refused.noService();
  }

  /** What a task's containers have logged, by the stream that `awslogs` gives one of them. */
  logOf(group: string, stream: string): string | undefined {
    const [id = '', name = '', ...prefix] = stream.split('/').reverse();
    const task = this.tasks.find(({ arn }) => last(arn) === id);
    const options = task?.options.definition.containers.find((one) => one.name === name)?.logConfiguration?.options;
    const found =
      options?.['awslogs-group'] === group && options['awslogs-stream-prefix'] === prefix.reverse().join('/');
    return task !== undefined && found ? this.host.read(task.logFile) : undefined;
  }

  /** Every stream of a group: what its tasks have logged, and when the last of it can have been. */
  logsIn(group: string): LogStream[] {
    return this.tasks.flatMap(({ arn, options, logFile, stoppedAt }) => {
      const first = options.definition.containers.find(
        ({ logConfiguration }) => logConfiguration?.options?.['awslogs-group'] === group,
      );
      const prefix = first?.logConfiguration?.options?.['awslogs-stream-prefix'];
      if (first === undefined || prefix === undefined) return [];
      // All containers of a task write into one file: it is told once.
      return [
        { stream: `${prefix}/${first.name}/${last(arn)}`, text: this.host.read(logFile), until: stoppedAt?.getTime() },
      ];
    });
  }

  tasksOf(cluster: Cluster): readonly Task[] {
    const oldest = this.kernel.clock.now() - FORGOTTEN_AFTER_MS;
    this.tasks = this.tasks.filter(({ stoppedAt }) => !stoppedAt || stoppedAt.getTime() > oldest);
    return this.tasks.filter(({ options }) => options.clusterArn === cluster.arn);
  }

  findTask(cluster: Cluster, idOrArn: string): Task | undefined {
    const id = last(idOrArn);
    return this.tasksOf(cluster).find(({ arn }) => last(arn) === id);
  }

  /** Starts a task of a service. */
  launchFor(service: Service, { id, definition }: Deployment): Task {
    const { settings } = service;
    return this.add({
      clusterArn: settings.clusterArn,
      definition,
      overrides: { containerOverrides: [] },
      group: `service:${settings.name}`,
      startedBy: id,
      tags: [],
      service,
    });
  }

  /** Starts a task; it joins the target groups of `service`. */
  add(options: {
    clusterArn: string;
    definition: Definition;
    overrides: TaskOverride;
    group: string;
    startedBy: string | undefined;
    tags: readonly Tag[];
    service?: Service;
    shortage?: boolean;
  }): Task {
    const { service, ...own } = options;
    const balancers = service?.settings.loadBalancers ?? [];
    const task = new Task(own, {
      kernel: this.kernel,
      ecr: this.ecr,
      host: this.host,
      running: (started) => attach(started, balancers, this.elb),
      draining: (stopping, signal) => detach(stopping, balancers, this.elb, signal),
      changed: (changed) => this.publish(changed),
    });
    this.tasks.push(task);
    return task;
  }

  close(): void {
    this.closing.abort();
    for (const task of this.tasks) task.close();
  }

  private publish(task: Task): void {
    const described = task.describe();
    this.kernel.publish({
      source: 'aws.ecs',
      'detail-type': 'ECS Task State Change',
      resources: [task.arn],
      detail: JSON.parse(JSON.stringify(described)),
    });
  }
}

/** The name after the last slash of an ARN; a bare name stays as it is. */
export function last(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}
