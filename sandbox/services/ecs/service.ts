import { randomInt } from 'node:crypto';
import type { Service as ServiceDescription, Tag } from '@aws-sdk/client-ecs';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Elb } from '../elb/elb.ts';
import type { Definition } from './definitions.ts';
import { type Deployment, describeService, type Options, type ServiceSettings } from './deployment.ts';
import { breakerThreshold, type Placed, schedule } from './schedule.ts';
import { ServiceLog } from './service-log.ts';
import { healthOfTask } from './targets.ts';
import type { Task } from './task.ts';

/** How often the scheduler looks, in virtual ms. */
const LOOK_MS = 5_000;
/** After a failed task the next one waits: longer after each failure, up to a minute. */
const PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 60_000;

export interface ServiceParts {
  readonly kernel: Kernel;
  readonly elb: Elb;
  /** Starts a task of this service for a deployment. */
  readonly launch: (service: Service, deployment: Deployment) => Task;
}

/** One service: its deployments and the scheduler that brings the tasks to what they ask for. */
export class Service {
  readonly settings: ServiceSettings;
  readonly options: Options;
  deployments: Deployment[] = [];
  readonly log: ServiceLog;
  tags: Tag[];
  private readonly parts: ServiceParts;
  private readonly tasks: { task: Task; deployment: Deployment; settled: boolean }[] = [];
  private lastCompleted: Deployment | undefined;
  private mayLaunchAt = 0;
  private steady = false;

  constructor(settings: ServiceSettings, options: Options, definition: Definition, tags: Tag[], parts: ServiceParts) {
    this.settings = settings;
    this.options = options;
    this.tags = tags;
    this.parts = parts;
    this.log = new ServiceLog(parts.kernel, settings);
    this.deploy(definition, 'ECS deployment in progress.');
  }

  get primary(): Deployment {
    const primary = this.deployments.find(({ status }) => status === 'PRIMARY');
    if (!primary) throw new Error(`service ${this.settings.name} has no primary deployment`);
    return primary;
  }

  /** Begins a deployment; what ran before becomes ACTIVE and drains. */
  deploy(definition: Definition, reason = ''): Deployment {
    for (const previous of this.deployments) previous.status = 'ACTIVE';
    const now = new Date(this.parts.kernel.clock.now());
    const id = `ecs-svc/${Array.from({ length: 19 }, (_, i) => randomInt(i === 0 ? 1 : 0, 10)).join('')}`;
    const deployment: Deployment = {
      id,
      status: 'PRIMARY',
      definition,
      createdAt: now,
      updatedAt: now,
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: reason || `ECS deployment ${id} in progress.`,
      failedTasks: 0,
    };
    this.deployments = [deployment, ...this.deployments];
    this.steady = false;
    this.mayLaunchAt = 0;
    this.log.publish('SERVICE_DEPLOYMENT_IN_PROGRESS', deployment);
    return deployment;
  }

  scale(desiredCount: number): void {
    this.options.desiredCount = desiredCount;
    this.steady = false;
  }

  /** Looks again and again until the sandbox ends. */
  async keep(signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.parts.kernel.clock.sleep(LOOK_MS, signal);
      this.look();
    }
  }

  describe(): ServiceDescription {
    const tasksOf = (deployment: Deployment) =>
      this.tasks.filter((entry) => entry.deployment === deployment).map(({ task }) => task);
    return describeService(this, tasksOf);
  }

  private look(): void {
    if (this.rests()) return;
    this.settle();
    const { primary } = this;
    if (this.breakerTrips(primary)) {
      this.breakCircuit(primary);
      return;
    }
    const now = this.parts.kernel.clock.now();
    const { launch, stop } = schedule({
      desired: this.options.desiredCount,
      minimumHealthyPercent: this.options.minimumHealthyPercent,
      maximumPercent: this.options.maximumPercent,
      primary: this.placed((deployment) => deployment === primary),
      old: this.placed((deployment) => deployment !== primary),
      mayLaunch: now >= this.mayLaunchAt,
      failed: primary.rolloutState === 'FAILED',
    });
    for (const task of stop) {
      task.stop('ServiceSchedulerInitiated', `Scaling activity initiated by (deployment ${primary.id})`);
    }
    if (stop.length) this.log.say(`has stopped ${stop.length} running tasks: ${stop.map(idOf)}.`);
    const launched = Array.from({ length: launch }, () => {
      const task = this.parts.launch(this, primary);
      this.tasks.push({ task, deployment: primary, settled: false });
      return task;
    });
    if (launched.length) this.log.say(`has started ${launched.length} tasks: ${launched.map(idOf)}.`);
    if (launch === 0 && stop.length === 0) this.finish(primary);
  }

  /** Steady, with every task of the only deployment healthy: a look would find nothing to do. */
  private rests(): boolean {
    const [primary, before] = this.deployments;
    if (!this.steady || before !== undefined || primary?.rolloutState !== 'COMPLETED') return false;
    return (
      this.tasks.length === this.options.desiredCount &&
      this.tasks.every(
        ({ task, deployment, settled }) =>
          settled && deployment === primary && task.desiredStatus === 'RUNNING' && this.progress(task) === 'healthy',
      )
    );
  }

  /** Notes how tasks got on since the last look: which became healthy, which failed. */
  private settle(): void {
    for (const entry of [...this.tasks]) {
      const { task, deployment } = entry;
      if (task.lastStatus === 'STOPPED') this.tasks.splice(this.tasks.indexOf(entry), 1);
      if (entry.settled) continue;
      if (task.desiredStatus === 'STOPPED') {
        entry.settled = true;
        if (task.stopCode !== 'TaskFailedToStart' && task.stopCode !== 'EssentialContainerExited') continue;
        this.failed(deployment, `has stopped 1 running tasks: ${idOf(task)}: ${task.stoppedReason}`);
      } else if (this.progress(task) === 'healthy') {
        entry.settled = true;
        deployment.failedTasks = 0;
      } else if (this.progress(task) === 'unhealthy') {
        entry.settled = true;
        const group = this.settings.loadBalancers[0]?.targetGroupArn;
        task.stop('ServiceSchedulerInitiated', `Task failed ELB health checks in (target-group ${group})`);
        this.failed(deployment, `task ${idOf(task)} failed ELB health checks in (target-group ${group}).`);
      }
    }
    // A task that is no longer healthy is replaced like any that failed.
    for (const { task } of this.tasks) {
      if (task.desiredStatus === 'RUNNING' && this.progress(task) === 'unhealthy') {
        task.stop('ServiceSchedulerInitiated', 'Task failed ELB health checks');
        this.steady = false;
      }
    }
  }

  private failed(deployment: Deployment, message: string): void {
    deployment.failedTasks += 1;
    deployment.updatedAt = new Date(this.parts.kernel.clock.now());
    this.mayLaunchAt = deployment.updatedAt.getTime() + Math.min(LONGEST_PAUSE_MS, PAUSE_MS * deployment.failedTasks);
    this.steady = false;
    this.log.say(message);
  }

  private placed(of: (deployment: Deployment) => boolean): Placed<Task>[] {
    return this.tasks
      .filter(({ task, deployment }) => of(deployment) && task.desiredStatus === 'RUNNING')
      .map(({ task }) => ({ task, progress: this.progress(task) }));
  }

  private progress(task: Task) {
    return healthOfTask(task, this.settings.loadBalancers, {
      elb: this.parts.elb,
      now: this.parts.kernel.clock.now(),
      graceMs: this.options.healthCheckGracePeriodSeconds * 1000,
    });
  }

  /** Nothing to start or stop: is the deployment complete, the service steady? */
  private finish(primary: Deployment): void {
    const now = new Date(this.parts.kernel.clock.now());
    const rest = this.tasks.filter(({ deployment }) => deployment !== primary);
    const mine = this.placed((deployment) => deployment === primary);
    const there = mine.length === this.options.desiredCount && mine.every(({ progress }) => progress === 'healthy');
    if (!there || rest.length > 0 || primary.rolloutState === 'FAILED') return;
    this.deployments = [primary];
    if (primary.rolloutState === 'IN_PROGRESS') {
      primary.rolloutState = 'COMPLETED';
      primary.rolloutStateReason = `ECS deployment ${primary.id} completed.`;
      primary.updatedAt = now;
      this.lastCompleted = primary;
      this.log.say(`(deployment ${primary.id}) deployment completed.`);
      this.log.publish('SERVICE_DEPLOYMENT_COMPLETED', primary);
    }
    if (!this.steady) {
      this.steady = true;
      this.log.say('has reached a steady state.');
    }
  }

  private breakerTrips({ rolloutState, failedTasks }: Deployment): boolean {
    const { breaker, desiredCount } = this.options;
    return breaker.enable && rolloutState === 'IN_PROGRESS' && failedTasks >= breakerThreshold(desiredCount);
  }

  private breakCircuit(failed: Deployment): void {
    failed.rolloutState = 'FAILED';
    failed.rolloutStateReason = 'ECS deployment circuit breaker: tasks failed to start.';
    failed.updatedAt = new Date(this.parts.kernel.clock.now());
    this.log.say(`(deployment ${failed.id}) deployment failed: tasks failed to start.`);
    this.log.publish('SERVICE_DEPLOYMENT_FAILED', failed);
    const { lastCompleted } = this;
    if (!this.options.breaker.rollback || !lastCompleted || lastCompleted === failed) return;
    this.log.say(`rolling back to deployment ${lastCompleted.id}.`);
    this.deploy(
      lastCompleted.definition,
      `ECS deployment circuit breaker: rolling back to deploymentId ${lastCompleted.id}.`,
    );
  }
}

const idOf = (task: Task): string => `(task ${task.arn.slice(task.arn.lastIndexOf('/') + 1)})`;
