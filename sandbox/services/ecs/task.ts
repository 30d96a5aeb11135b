import { randomBytes } from 'node:crypto';
import type { ContainerOverride, Task as Description, Tag, TaskOverride, TaskStopCode } from '@aws-sdk/client-ecs';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Ecr } from '../ecr/ecr.ts';
import type { Image } from '../ecr/image.ts';
import type { Definition } from './definitions.ts';
import { containerEnvironment } from './environment.ts';
import type { TaskHost } from './host.ts';
import { StartFailure } from './secrets.ts';
import { NO_CAPACITY } from './shortage.ts';
import { describeContainer, endContainer, type Slot } from './slot.ts';

/** Fargate's provisioning of a network interface and a machine, in virtual ms. */
const PROVISIONING_MS = 15_000;
const DEPROVISIONING_MS = 2_000;

export interface TaskOptions {
  readonly clusterArn: string;
  readonly definition: Definition;
  readonly overrides: TaskOverride;
  readonly group: string;
  readonly startedBy: string | undefined;
  readonly tags: readonly Tag[];
  readonly propagated?: Partial<Description>;
  /** There is no room for it: it fails to start. */
  readonly shortage?: boolean;
}

export interface TaskParts {
  readonly kernel: Kernel;
  readonly ecr: Ecr;
  readonly host: TaskHost;
  /** Called when the task runs; a service's task is registered at its target group. */
  readonly running: (task: Task) => void;
  /** Called before the task is stopped; resolves when its target is drained. */
  readonly draining: (task: Task, signal: AbortSignal) => Promise<void>;
  readonly changed: (task: Task) => void;
}

/** One task: containers of the application's folder, and the statuses they pass through. */
export class Task {
  readonly arn: string;
  readonly options: TaskOptions;
  readonly logFile: string;
  lastStatus = 'PROVISIONING';
  desiredStatus: 'RUNNING' | 'STOPPED' = 'RUNNING';
  startedAt: Date | undefined;
  stoppedAt: Date | undefined;
  stopCode: TaskStopCode | undefined;
  stoppedReason: string | undefined;
  private readonly createdAt: Date;
  private readonly parts: TaskParts;
  private readonly slots: readonly Slot[];
  private readonly stopping = new AbortController();
  private readonly closing = new AbortController();
  private version = 1;

  constructor(options: TaskOptions, parts: TaskParts) {
    this.options = options;
    this.parts = parts;
    const { kernel } = parts;
    const id = randomBytes(16).toString('hex');
    this.arn = `${options.clusterArn.replace(':cluster/', ':task/')}/${id}`;
    this.createdAt = new Date(kernel.clock.now());
    this.logFile = parts.host.logFile(kernel.folder, `${options.definition.family}-${id.slice(0, 8)}`);
    this.slots = options.definition.containers.map((definition) => ({
      definition,
      process: undefined,
      image: undefined,
      port: undefined,
    }));
    void this.live().catch((error) => kernel.log(`task ${id} ended: ${error}`));
  }

  get taskRoleArn(): string | undefined {
    return this.options.overrides.taskRoleArn ?? this.options.definition.facts.taskRoleArn;
  }

  /** The port its container listens on, once it runs. */
  portOf(containerName: string | undefined): number | undefined {
    return this.slots.find(({ definition }) => definition.name === containerName)?.port;
  }

  /** Asks it to stop; the first reason stays. */
  stop(code: TaskStopCode, reason: string): void {
    if (this.desiredStatus === 'STOPPED') return;
    this.desiredStatus = 'STOPPED';
    this.stopCode = code;
    this.stoppedReason = reason;
    this.change();
    this.stopping.abort();
  }

  /** Ends its processes at once: the sandbox ends. */
  close(): void {
    this.desiredStatus = 'STOPPED';
    this.closing.abort();
    this.stopping.abort();
    for (const { process } of this.slots) process?.signal('SIGKILL');
  }

  describe(): Description {
    const { definition, overrides, group, startedBy, clusterArn, tags } = this.options;
    return {
      ...this.options.propagated,
      taskArn: this.arn,
      clusterArn,
      taskDefinitionArn: definition.arn,
      lastStatus: this.lastStatus,
      desiredStatus: this.desiredStatus,
      containers: this.slots.map((slot) => describeContainer(slot, this.arn, this.lastStatus === 'STOPPED')),
      overrides,
      group,
      startedBy,
      tags: [...tags],
      createdAt: this.createdAt,
      startedAt: this.startedAt,
      stoppedAt: this.stoppedAt,
      stopCode: this.stopCode,
      stoppedReason: this.stoppedReason,
      launchType: 'FARGATE',
      platformVersion: '1.4.0',
      cpu: overrides.cpu ?? definition.facts.cpu,
      memory: overrides.memory ?? definition.facts.memory,
      version: this.version,
    };
  }

  private async live(): Promise<void> {
    try {
      await this.start();
      if (!this.stopping.signal.aborted) await this.run();
    } catch (error) {
      if (!this.stopping.signal.aborted) {
        const reason = error instanceof StartFailure ? error.message : `CannotStartContainerError: ${error}`;
        this.stop('TaskFailedToStart', reason);
      }
    }
    await this.end();
  }

  private async start(): Promise<void> {
    const { clock } = this.parts.kernel;
    await clock.sleep(PROVISIONING_MS, this.stopping.signal);
    if (this.options.shortage) throw new StartFailure(NO_CAPACITY);
    this.become('PENDING');
    for (const slot of this.slots) slot.image = this.pull(slot.definition.image ?? '');
    for (const slot of this.slots) {
      slot.port = slot.definition.portMappings?.length ? await this.parts.host.port() : undefined;
      const environment = await containerEnvironment(this.parts.kernel, {
        container: slot.definition,
        override: this.overrideOf(slot),
        image: slot.image?.environment ?? {},
        port: slot.port,
        taskRoleArn: this.taskRoleArn,
        executionRoleArn: this.options.overrides.executionRoleArn ?? this.options.definition.facts.executionRoleArn,
      });
      if (this.stopping.signal.aborted) return;
      const { entryPoint = [] } = slot.definition;
      const command = this.overrideOf(slot)?.command ?? slot.definition.command ?? [];
      slot.process = this.parts.host.run({
        command: [...entryPoint, ...(command.length ? command : (slot.image?.command ?? []))],
        folder: slot.image?.folder ?? '',
        environment,
        logFile: this.logFile,
      });
    }
    this.startedAt = new Date(clock.now());
    this.become('RUNNING');
    this.parts.running(this);
  }

  /** Until an essential container ends, or it is told to stop. */
  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const told = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    const essential = this.slots.filter(({ definition }) => definition.essential);
    const ended = Promise.race(essential.map(({ process }) => process?.ended));
    await Promise.race([
      told,
      ended.then(() => this.stop('EssentialContainerExited', 'Essential container in task exited')),
    ]);
  }

  private async end(): Promise<void> {
    const { clock } = this.parts.kernel;
    const quiet = () => {}; // The sandbox ends: no more waiting.
    if (this.lastStatus === 'RUNNING') {
      this.become('DEACTIVATING');
      const drained = this.parts.draining(this, this.closing.signal).catch(quiet);
      // A dead process has nothing to finish: its target is taken out without waiting.
      if (this.stopCode !== 'EssentialContainerExited') await drained;
    }
    this.become('STOPPING');
    await Promise.all(this.slots.map((slot) => endContainer(slot, clock, this.closing.signal)));
    this.become('DEPROVISIONING');
    await clock.sleep(DEPROVISIONING_MS, this.closing.signal).catch(quiet);
    this.stoppedAt = new Date(clock.now());
    this.become('STOPPED');
  }

  private pull(reference: string): Image {
    const image = this.parts.ecr.resolve(reference);
    if (image) return image;
    throw new StartFailure(
      `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${reference}: ${reference}: not found`,
    );
  }

  private overrideOf({ definition }: Slot): ContainerOverride | undefined {
    return this.options.overrides.containerOverrides?.find(({ name }) => name === definition.name);
  }

  private become(status: string): void {
    this.lastStatus = status;
    this.change();
  }

  private change(): void {
    this.version += 1;
    this.parts.changed(this);
  }
}
