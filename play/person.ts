import { DescribeServicesCommand, DescribeTasksCommand, ECSClient, RunTaskCommand } from '@aws-sdk/client-ecs';
import {
  DescribeExecutionCommand,
  ListExecutionsCommand,
  RedriveExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import type { Cloud } from '../sandbox/cloud.ts';

/** Workflows a person starts. */
export type WorkflowKind = 'release' | 'rollback' | 'decision' | 'wake';

/** A person at a terminal or the console, who uses the same endpoint as everybody. */
export class Person {
  readonly ecs: ECSClient;
  readonly states: SFNClient;
  private readonly cloud: Cloud;

  constructor(cloud: Cloud) {
    this.cloud = cloud;
    const settings = {
      endpoint: cloud.endpointUrl,
      region: cloud.kernel.region,
      credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
    };
    this.ecs = new ECSClient(settings);
    this.states = new SFNClient(settings);
  }

  /** ARN of the control plane's workflow. */
  machine(kind: WorkflowKind): string {
    const { account, region } = this.cloud.kernel;
    return `arn:aws:states:${region}:${account}:stateMachine:knowngood-sandbox-${kind}`;
  }

  async start(kind: WorkflowKind, input: unknown): Promise<string> {
    const { executionArn } = await this.states.send(
      new StartExecutionCommand({ stateMachineArn: this.machine(kind), input: JSON.stringify(input) }),
    );
    return executionArn ?? '';
  }

  /** Goes on with a failed execution at the state that failed. */
  async redrive(executionArn: string): Promise<void> {
    await this.states.send(new RedriveExecutionCommand({ executionArn }));
  }

  async stop(executionArn: string): Promise<void> {
    await this.states.send(new StopExecutionCommand({ executionArn, error: 'Person', cause: 'stopped by hand' }));
  }

  /** Waits (really) until an execution has ended. */
  async ended(executionArn: string) {
    for (;;) {
      const found = await this.states.send(new DescribeExecutionCommand({ executionArn }));
      if (found.status !== 'RUNNING') return found;
      await pause(200);
    }
  }

  /** Executions of a workflow, newest first. */
  async executions(kind: WorkflowKind) {
    const { executions } = await this.states.send(new ListExecutionsCommand({ stateMachineArn: this.machine(kind) }));
    return executions ?? [];
  }

  /** Prepares the database of the first version: the migration task, run by hand. */
  async prepareDatabase(): Promise<void> {
    const service = (await this.ecs.send(new DescribeServicesCommand({ cluster: 'survey', services: ['web'] })))
      .services?.[0];
    const { tasks } = await this.ecs.send(
      new RunTaskCommand({
        cluster: 'survey',
        taskDefinition: service?.taskDefinition,
        launchType: 'FARGATE',
        networkConfiguration: service?.networkConfiguration,
        overrides: { containerOverrides: [{ name: 'app', command: ['node', 'migrate.ts'] }] },
      }),
    );
    const task = tasks?.[0]?.taskArn ?? '';
    for (;;) {
      const found = (await this.ecs.send(new DescribeTasksCommand({ cluster: 'survey', tasks: [task] }))).tasks?.[0];
      if (found?.lastStatus === 'STOPPED') {
        const code = found.containers?.find(({ name }) => name === 'app')?.exitCode;
        if (code !== 0) throw new Error(`The first migration ended with exit code ${code}: ${found.stoppedReason}`);
        return;
      }
      await pause(100);
    }
  }

  /** Waits (really) until every service runs what it should. */
  async servicesSteady(): Promise<void> {
    for (;;) {
      const { services } = await this.ecs.send(
        new DescribeServicesCommand({ cluster: 'survey', services: ['web', 'worker'] }),
      );
      if (services?.every((s) => s.runningCount === s.desiredCount && s.deployments?.length === 1)) return;
      await pause(200);
    }
  }
}

/** Real milliseconds. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
