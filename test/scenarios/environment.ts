import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { type Cloud, startCloud } from '../../sandbox/cloud.ts';
import { surveyImages } from '../../sandbox/start/images.ts';
import { Person, type WorkflowKind } from '../../sandbox/start/person.ts';
import { recorded } from '../permissions/recording.ts';

/** The sandbox with version 1.0.0 running, and what tests ask of it. Everything is real but AWS. */
export class Environment {
  readonly cloud: Cloud;
  readonly person: Person;
  private readonly settings: object;

  private constructor(cloud: Cloud) {
    this.cloud = cloud;
    this.person = new Person(cloud);
    this.settings = {
      endpoint: cloud.endpointUrl,
      region: cloud.kernel.region,
      credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
    };
  }

  static async start(): Promise<Environment> {
    const assembly = new URL('../../cdk.out', import.meta.url).pathname;
    const cloud = await startCloud({
      assembly,
      factor: 60,
      images: surveyImages,
      stacks: ['SurveyPlatform', 'KnownGood-sandbox'],
    });
    const environment = new Environment(recorded(cloud));
    await environment.person.prepareDatabase();
    await environment.person.servicesSteady();
    return environment;
  }

  get url(): string {
    return this.cloud.deployment.outputs('SurveyPlatform')['PublicUrl'] ?? '';
  }

  /** Starts a workflow and waits for its end. */
  async run(kind: WorkflowKind, input: unknown) {
    return await this.person.ended(await this.person.start(kind, input));
  }

  async ask(method: string, path: string, body?: unknown): Promise<{ status: number; body: string }> {
    const response = await fetch(this.url + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.text() };
  }

  async version(): Promise<string> {
    return (JSON.parse((await this.ask('GET', '/version')).body) as { version: string }).version;
  }

  /** The ledger's status item, plain. */
  async status(): Promise<{ status: string; maintenance: string; stopped: number }> {
    const { Item } = await new DynamoDBClient(this.settings).send(
      new GetItemCommand({
        TableName: 'knowngood-sandbox',
        Key: { environment: { S: 'sandbox' }, record: { S: 'status' } },
      }),
    );
    return {
      status: Item?.['status']?.S ?? 'open',
      maintenance: Item?.['maintenanceSince']?.S ?? '-',
      stopped: Object.keys(Item?.['stopped']?.M ?? {}).length,
    };
  }

  async pointer(): Promise<string> {
    return (
      (await new SSMClient(this.settings).send(new GetParameterCommand({ Name: '/survey/database/host' }))).Parameter
        ?.Value ?? ''
    );
  }

  async fire(alarm: string): Promise<void> {
    await new CloudWatchClient(this.settings).send(
      new SetAlarmStateCommand({ AlarmName: alarm, StateValue: 'ALARM', StateReason: 'set by a test' }),
    );
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
          /^(Create|Update|Delete|Put|Register|Run|Stop|Restore|Modify|Add)/.test(call.operation),
      )
      .filter((call) => call.service !== 'dynamodb')
      .map((call) => `${call.service}:${call.operation}`);
  }
}
