import { fileURLToPath } from 'node:url';
import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DescribeServicesCommand, DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import type { DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { surveyImages } from '../../play/images.ts';
import { Person, pause, type WorkflowKind } from '../../play/person.ts';
import { type Cloud, startCloud } from '../../sandbox/cloud.ts';
import { recorded } from '../permissions/recording.ts';
import { asked } from './asked.ts';
import { PageAlarm } from './page-alarm.ts';

const CDK_OUT = fileURLToPath(new URL('../../cdk.out', import.meta.url));

/** The sandbox with version 1.0.0 running, and what tests ask of it. Everything is real but AWS. */
export class Environment {
  readonly cloud: Cloud;
  readonly person: Person;
  private readonly pageAlarm: PageAlarm;
  /** Of a client that may do everything. */
  readonly settings: object;

  private constructor(cloud: Cloud) {
    this.cloud = cloud;
    this.person = new Person(cloud);
    const start = this.person.start.bind(this.person);
    this.person.start = async (kind, input) => {
      // As a person does, who is refused while an alarm rings: the page of the work before may have rung one.
      if (kind === 'release') await this.quiet();
      return await start(kind, input);
    };
    this.settings = {
      endpoint: cloud.endpointUrl,
      region: cloud.kernel.region,
      credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
    };
    this.pageAlarm = new PageAlarm(cloud, this.settings);
  }

  static async start({
    assembly = CDK_OUT,
    stacks = ['SurveyPlatform', 'KnownGood-sandbox'],
    /** Whether what is called shows which permissions are exercised: those of the sandbox's own configuration. */
    isRecorded = true,
    images = surveyImages,
    isPrepared = true,
  } = {}): Promise<Environment> {
    const cloud = await startCloud({ assembly, factor: 60, images, stacks });
    const environment = new Environment(isRecorded && assembly === CDK_OUT ? recorded(cloud) : cloud);
    if (isPrepared) await environment.person.prepareDatabase().then(() => environment.person.servicesSteady());
    return environment;
  }

  get url(): string {
    return this.cloud.deployment.outputs('SurveyPlatform')['PublicUrl'] ?? '';
  }

  /** Host of the account's own registry. */
  get registry(): string {
    const { account, region } = this.cloud.kernel;
    return `${account}.dkr.ecr.${region}.amazonaws.com`;
  }

  /** Starts a workflow and waits for its end. */
  async run(kind: WorkflowKind, input: unknown) {
    return await this.person.ended(await this.person.start(kind, input));
  }

  async ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: string }> {
    return await asked(this.url, method, path, body);
  }

  async version(): Promise<string> {
    return (JSON.parse((await this.ask('GET', '/version')).body) as { version: string }).version;
  }

  /** The ledger's status item, plain. */
  async status(): Promise<{ status: string; maintenance: string | null; stopped: number }> {
    const { Item } = await new DynamoDBClient(this.settings).send(
      new GetItemCommand({
        TableName: 'knowngood-sandbox',
        Key: { environment: { S: 'sandbox' }, record: { S: 'status' } },
      }),
    );
    return {
      status: Item?.['status']?.S ?? 'open',
      maintenance: Item?.['maintenanceSince']?.S ?? null,
      stopped: Object.keys(Item?.['stopped']?.M ?? {}).length,
    };
  }

  async pointer(): Promise<string> {
    return (
      (await new SSMClient(this.settings).send(new GetParameterCommand({ Name: '/survey/database/host' }))).Parameter
        ?.Value ?? ''
    );
  }

  /** The instance whose endpoint the pointer holds. */
  async liveInstance(): Promise<string> {
    const pointer = await this.pointer();
    const { DBInstances = [] } = await new RDSClient(this.settings).send(new DescribeDBInstancesCommand({}));
    const live = DBInstances.find((db) => `${db.Endpoint?.Address}:${db.Endpoint?.Port}` === pointer);
    return live?.DBInstanceIdentifier ?? '';
  }

  /** Waits (really) until an instance takes changes again: RDS makes a first backup of a restored one. */
  async available(instance: string): Promise<void> {
    await this.inStatus(instance, 'available');
  }

  async inStatus(instance: string, status: string): Promise<void> {
    for (let n = 0; n < 1_200; n++) {
      const command = new DescribeDBInstancesCommand({ DBInstanceIdentifier: instance });
      const { DBInstances } = await new RDSClient(this.settings).send(command);
      if (DBInstances?.[0]?.DBInstanceStatus === status) return;
      await pause(50);
    }
    throw new Error(`${instance} was not ${status} within a minute.`);
  }

  /** Waits (really) until nothing is left of the last page. Where other work holds the environment, whoever starts something means it. */
  async quiet(): Promise<void> {
    await this.pageAlarm.quiet(async () => (await this.status()).status !== 'open');
  }

  /** The newest message with these words in its subject, once there is one (really). */
  async mail(words: string): Promise<string> {
    for (let n = 0; n < 600; n++) {
      const found = this.cloud.sns.mailbox().findLast(({ subject }) => subject.includes(words));
      if (found !== undefined) return found.body;
      await pause(100);
    }
    throw new Error(`Nobody was told "${words}".`);
  }

  async fire(alarm: string): Promise<void> {
    await new CloudWatchClient(this.settings).send(
      new SetAlarmStateCommand({ AlarmName: alarm, StateValue: 'ALARM', StateReason: 'set by a test' }),
    );
  }

  /** The alarm is quiet again: its cause is mended. */
  async calm(alarm: string): Promise<void> {
    await new CloudWatchClient(this.settings).send(
      new SetAlarmStateCommand({ AlarmName: alarm, StateValue: 'OK', StateReason: 'set by a test' }),
    );
  }

  /** Waits (really) until an execution has entered a state. */
  async entered(executionArn: string, state: string): Promise<void> {
    for (let n = 0; n < 1_200; n++) {
      const run = this.cloud.states.executions().find((execution) => execution.options.arn === executionArn);
      if (run?.history.events.some((event) => event.stateEnteredEventDetails?.name === state) === true) return;
      if (run !== undefined && run.status !== 'RUNNING')
        throw new Error(`It ended (${run.status}) before "${state}": ${run.error?.message ?? ''}`);
      await pause(50);
    }
    throw new Error(`"${state}" was not entered within a minute.`);
  }

  /** Executions of a workflow, newest first, without those that our own page started by ringing its alarm: these only report it. */
  async executions(kind: WorkflowKind) {
    const all = await this.person.executions(kind);
    const ofThePage = this.pageAlarm.executions().map(({ options }) => options.arn);
    return all.filter(({ executionArn = '' }) => !ofThePage.includes(executionArn));
  }

  /** The newest execution of a workflow that is none of `known`; waits (really) for it to begin. */
  async began(kind: WorkflowKind, known: readonly string[]): Promise<string> {
    for (let n = 0; n < 600; n++) {
      const [newest] = (await this.executions(kind)).filter((e) => !known.includes(e.executionArn ?? ''));
      if (newest?.executionArn !== undefined) return newest.executionArn;
      await pause(100);
    }
    throw new Error(`No ${kind} began within a minute.`);
  }

  /** ARNs of every execution of a workflow so far. */
  async known(kind: WorkflowKind): Promise<string[]> {
    return (await this.executions(kind)).map((execution) => execution.executionArn ?? '');
  }

  /** Records of the ledger whose key begins so, oldest first, plain. */
  async ledger(prefix: string): Promise<Record<string, unknown>[]> {
    const { Items } = await DynamoDBDocumentClient.from(new DynamoDBClient(this.settings)).send(
      new QueryCommand({
        TableName: 'knowngood-sandbox',
        KeyConditionExpression: 'environment = :e AND begins_with(#r, :p)',
        ExpressionAttributeNames: { '#r': 'record' },
        ExpressionAttributeValues: { ':e': 'sandbox', ':p': prefix },
      }),
    );
    return Items ?? [];
  }

  /** Images that a job would run which names the family of a service alone. */
  async imagesByFamily(service: string): Promise<(string | undefined)[]> {
    const taskDefinition = (await this.taskDefinition(service))?.family;
    const latest = await this.person.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    return (latest.taskDefinition?.containerDefinitions ?? []).map(({ image }) => image);
  }

  /** The task definition a service runs. */
  async taskDefinition(service: string) {
    const { services } = await this.person.ecs.send(
      new DescribeServicesCommand({ cluster: 'survey', services: [service] }),
    );
    const { taskDefinition } = await this.person.ecs.send(
      new DescribeTaskDefinitionCommand({ taskDefinition: services?.[0]?.taskDefinition }),
    );
    return taskDefinition;
  }

  /** Comments of the answers an instance holds, read as its administrator. */
  async comments(instance: string): Promise<string[]> {
    const server = this.cloud.rds.serverOf(instance);
    const rows = await server?.query<{ comment: string }>('SELECT comment FROM answers ORDER BY id', [], 'survey');
    return rows?.map((row) => row.comment) ?? [];
  }

  subjects(): string[] {
    return [...new Set(this.cloud.sns.mailbox().map((mail) => mail.subject))];
  }

  /** Calls that changed something, by the control plane's own roles, since `from`. */
  changes(from: number): string[] {
    return this.cloud.endpoint.calls
      .slice(from)
      .filter(
        (call) =>
          call.principal.includes('knowngood') &&
          // They come by the clock, whatever runs: what runs, for other people's templates, and the measures of drills.
          !/publish(running|backupdrill)/.test(call.principal) &&
          /^(Create|Update|Delete|Put|Register|Run|Stop|Restore|Modify|Add)/.test(call.operation),
      )
      .filter((call) => call.service !== 'dynamodb')
      .map((call) => `${call.service}:${call.operation}`);
  }
}

/** What an ended execution says of its work: its output, or, where it ended without its purpose, its cause. */
export const factsOf = ({ output, cause }: Pick<DescribeExecutionCommandOutput, 'output' | 'cause'>) =>
  JSON.parse(output ?? cause ?? '{}');
