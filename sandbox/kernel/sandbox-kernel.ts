import type { Iam } from '../services/iam/iam.ts';
import type { AccessCheck, Assuming, Principal } from './access.ts';
import type { Clock } from './clock.ts';
import type { BusEvent, Kernel, Measurement } from './kernel.ts';
import type { Operation } from './operation.ts';
import type { ResourceContext } from './resource.ts';
import type { ServiceModel } from './service.ts';
import { WireError } from './wire-error.ts';

/** The kernel that the real sandbox gives its parts. */
export class SandboxKernel implements Kernel {
  readonly clock: Clock;
  readonly account: string;
  readonly region: string;
  readonly folder: string;
  endpointUrl = '';
  /** By signing name; filled once every service is made. */
  readonly services = new Map<string, ServiceModel>();
  readonly lines: string[] = [];
  private readonly iam: Iam;
  private bus: ((event: BusEvent) => void) | undefined;
  private metrics: ((measurement: Measurement) => void) | undefined;

  constructor(options: { clock: Clock; account: string; region: string; folder: string; iam: Iam }) {
    this.clock = options.clock;
    this.account = options.account;
    this.region = options.region;
    this.folder = options.folder;
    this.iam = options.iam;
  }

  connect(bus: (event: BusEvent) => void, metrics: (measurement: Measurement) => void): void {
    this.bus = bus;
    this.metrics = metrics;
  }

  publish(event: BusEvent): void {
    this.bus?.(event);
  }

  measure(measurement: Measurement): void {
    this.metrics?.(measurement);
  }

  async call(principal: Principal, signingName: string, operation: string, input: unknown): Promise<unknown> {
    const service = this.services.get(signingName);
    if (service === undefined) throw new Error(`The sandbox does not play the service "${signingName}".`);
    return await this.run(principal, service, operation, input);
  }

  /** Authorizes as IAM does, then runs the operation. */
  async run(principal: Principal, service: ServiceModel, operation: string, input: unknown): Promise<object> {
    const handle = (service.handlers as Readonly<Record<string, Operation<unknown, unknown>['handle']>>)[operation];
    const access = service.access[operation];
    if (handle === undefined || access === undefined) {
      throw new WireError(
        'NotImplementedException',
        `${service.signingName}:${operation} is not served by the sandbox`,
        501,
      );
    }
    const checks = access(input as never, { principal });
    this.iam.usage.asked(
      `${service.signingName}:${operation}`,
      checks.map(({ action }) => action),
    );
    for (const check of checks) this.authorize(principal, check);
    return ((await handle(input, { principal })) ?? {}) as object;
  }

  async deliver(arn: string, payload: unknown, principal: Principal): Promise<void> {
    const service = this.services.get(arn.split(':')[2] ?? '');
    if (service?.deliver === undefined) throw new Error(`The sandbox cannot deliver to ${arn}.`);
    await service.deliver(arn, payload, principal);
  }

  authorize(principal: Principal, check: AccessCheck): void {
    this.iam.authorize(principal, check);
  }

  attachPolicy(arn: string, document: { Statement?: unknown }, where: ResourceContext): void {
    this.iam.attachToResource(arn, document, where);
  }

  credentials(roleArn: string, by: Assuming, context?: Principal['context']) {
    return this.iam.credentials(roleArn, by, context);
  }

  log(line: string): void {
    this.lines.push(`${new Date(this.clock.now()).toISOString()} ${line}`);
  }
}
