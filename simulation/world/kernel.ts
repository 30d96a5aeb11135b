import type { AccessCheck, Assuming, Principal } from '../../sandbox/kernel/access.ts';
import type { Clock } from '../../sandbox/kernel/clock.ts';
import type { BusEvent, Kernel, Measurement } from '../../sandbox/kernel/kernel.ts';
import type { ResourceContext } from '../../sandbox/kernel/resource.ts';
import type { ServiceModel } from '../../sandbox/kernel/service.ts';
import type { Iam } from '../../sandbox/services/iam/iam.ts';
import type { Permissions } from './permissions.ts';

/** What a world's services have in common. Every call is authorized by the roles of the template. */
export class WorldKernel implements Kernel {
  readonly clock: Clock;
  readonly account = '111122223333';
  readonly region = 'sa-east-1';
  readonly endpointUrl = '';
  readonly folder = '';
  readonly services = new Map<string, ServiceModel>();
  readonly lines: string[] = [];
  iam: Iam | undefined;
  bus: (event: BusEvent) => void = () => {};
  metrics: (measurement: Measurement) => void = () => {};
  private readonly permissions: Permissions;

  constructor(clock: Clock, permissions: Permissions) {
    this.clock = clock;
    this.permissions = permissions;
  }

  publish(event: BusEvent): void {
    this.bus(event);
  }

  measure(measurement: Measurement): void {
    this.metrics(measurement);
  }

  async call(principal: Principal, signingName: string, operation: string, input: unknown): Promise<unknown> {
    return await this.run(principal, signingName, operation, input);
  }

  async run(principal: Principal, signingName: string, operation: string, input: unknown): Promise<object> {
    const service = this.services.get(signingName);
    const handler = (service?.handlers as Record<string, (input: unknown, call: object) => unknown> | undefined)?.[
      operation
    ];
    const access = service?.access[operation];
    if (handler === undefined || access === undefined)
      throw new Error(`${signingName}:${operation} is not served by the simulation.`);
    for (const check of access(input as never, { principal })) this.authorize(principal, check);
    return ((await handler(input, { principal })) ?? {}) as object;
  }

  async deliver(arn: string, payload: unknown, principal: Principal): Promise<void> {
    const service = this.services.get(arn.split(':')[2] ?? '');
    if (service?.deliver === undefined) throw new Error(`The simulation cannot deliver to ${arn}.`);
    await service.deliver(arn, payload, principal);
  }

  authorize(principal: Principal, check: AccessCheck): void {
    const allowed = this.permissions.allowedTo(principal.arn, check.action);
    const about = `${check.resource}${textOf(principal.context)}${textOf(check.context)}`;
    if (allowed.has(about)) return;
    this.policies.authorize(principal, check);
    allowed.add(about);
  }

  attachPolicy(arn: string, document: { Statement?: unknown }, where: ResourceContext): void {
    this.policies.attachToResource(arn, document, where);
  }

  credentials(roleArn: string, by: Assuming, context?: Principal['context']) {
    return this.policies.credentials(roleArn, by, context);
  }

  private get policies(): Iam {
    if (this.iam === undefined) throw new Error('The world has no IAM yet.');
    return this.iam;
  }

  log(line: string): void {
    this.lines.push(`${new Date(this.clock.now()).toISOString()} ${line}`);
  }
}

function textOf(conditions: Readonly<Record<string, unknown>> | undefined): string {
  let text = '|';
  for (const name in conditions) {
    const value = conditions[name];
    text += ` ${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`;
  }
  return text;
}
