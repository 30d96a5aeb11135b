import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SFNClient } from '@aws-sdk/client-sfn';
import { Endpoint } from '../../../sandbox/endpoint/server.ts';
import { ScaledClock } from '../../../sandbox/kernel/clock.ts';
import type { BusEvent, Measurement } from '../../../sandbox/kernel/kernel.ts';
import type { Created, Properties } from '../../../sandbox/kernel/resource.ts';
import { SandboxKernel } from '../../../sandbox/kernel/sandbox-kernel.ts';
import type { ServiceModel } from '../../../sandbox/kernel/service.ts';
import { removeAtEnd } from '../../../sandbox/processes/guard.ts';
import { createIam } from '../../../sandbox/services/iam/iam.ts';
import { create } from '../processes/fake-kernel.ts';

/** What an SDK client is made with. */
export interface Settings {
  readonly endpoint: string;
  readonly region: string;
  readonly maxAttempts: number;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** An account with a few services behind a real endpoint, for the unmodified SDK clients. */
export class Account {
  readonly kernel: SandboxKernel;
  readonly endpoint: Endpoint;
  readonly events: BusEvent[] = [];
  readonly measured: Measurement[] = [];
  private readonly models: ServiceModel[];
  private url = '';

  private constructor(factor: number, make: (kernel: SandboxKernel) => readonly unknown[]) {
    const account = '111122223333';
    const iam = createIam(account);
    const folder = mkdtempSync(join(tmpdir(), 'knowngood-test-'));
    removeAtEnd(folder);
    const kernel = new SandboxKernel({
      clock: new ScaledClock(factor),
      account,
      region: 'sa-east-1',
      folder,
      iam,
    });
    this.kernel = kernel;
    this.models = [...(make(kernel) as ServiceModel[]), iam];
    for (const model of this.models) kernel.services.set(model.signingName, model);
    this.connect();
    this.endpoint = new Endpoint({
      service: (name) => kernel.services.get(name),
      principal: (key) => iam.principal(key),
      call: (principal, service, operation, input) => kernel.run(principal, service, operation, input),
    });
  }

  /** @param factor virtual seconds per real one */
  static async open(factor: number, make: (kernel: SandboxKernel) => readonly unknown[]): Promise<Account> {
    const opened = new Account(factor, make);
    opened.url = await opened.endpoint.listen();
    opened.kernel.endpointUrl = opened.url;
    return opened;
  }

  /** Hands events and measurements also to models that take them. */
  connect(bus: (event: BusEvent) => void = () => {}, metrics: (measurement: Measurement) => void = () => {}): void {
    this.kernel.connect(
      (event) => {
        this.events.push(event);
        bus(event);
      },
      (measurement) => {
        this.measured.push(measurement);
        metrics(measurement);
      },
    );
  }

  /** Settings for a client; without a key a person's, who may do everything. */
  settings(accessKeyId = 'sandbox', maxAttempts = 1): Settings {
    return {
      endpoint: this.url,
      region: this.kernel.region,
      maxAttempts,
      credentials: { accessKeyId, secretAccessKey: 'x' },
    };
  }

  async create(type: string, properties: Properties, logicalId = 'Thing'): Promise<Created> {
    const model = this.models.find(({ resources }) => type in resources);
    if (model === undefined) throw new Error(`no model of ${type}`);
    return await create(model, type, properties, logicalId);
  }

  /** A role that a service may assume, with what it is allowed. */
  async role(name: string, service: string, statements: readonly object[]): Promise<string> {
    await this.create('AWS::IAM::Role', {
      RoleName: name,
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
      },
      Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: statements } }],
    });
    return `arn:aws:iam::${this.kernel.account}:role/${name}`;
  }

  /** A function with this source (an ES module that exports `handler`); its ARN. */
  async function(name: string, role: string, source: string, timeoutSeconds = 30): Promise<string> {
    const bundle = join(this.kernel.folder, 'bundles', name);
    mkdirSync(bundle, { recursive: true });
    writeFileSync(join(bundle, 'index.mjs'), source);
    const { attributes } = await this.create('AWS::Lambda::Function', {
      FunctionName: name,
      Role: role,
      Handler: 'index.handler',
      Timeout: timeoutSeconds,
      Code: { LocalPath: bundle },
    });
    return attributes?.['Arn'] ?? '';
  }

  /** A state machine; its ARN. */
  async machine(
    name: string,
    role: string,
    states: Readonly<Record<string, object>>,
    more: object = {},
  ): Promise<string> {
    const { ref } = await this.create('AWS::StepFunctions::StateMachine', {
      StateMachineName: name,
      RoleArn: role,
      DefinitionString: JSON.stringify({
        QueryLanguage: 'JSONata',
        StartAt: Object.keys(states)[0],
        States: states,
        ...more,
      }),
    });
    return ref;
  }

  get states(): SFNClient {
    return new SFNClient(this.settings());
  }

  async close(): Promise<void> {
    for (const model of this.models) await model.close?.();
    this.endpoint.close();
  }
}
