import type { AccessCheck } from '../../sandbox/kernel/access.ts';
import type { Kernel } from '../../sandbox/kernel/kernel.ts';
import type { ResourceProvider } from '../../sandbox/kernel/resource.ts';
import type { ServiceModel } from '../../sandbox/kernel/service.ts';
import { IdleFunctions } from '../../sandbox/services/lambda/idle.ts';
import type { Outcome } from '../../sandbox/services/lambda/instance.ts';
import { permission } from '../../sandbox/services/lambda/role.ts';
import { PREFIX } from './control-plane.ts';
import { type Host, type Invocation, type Invoking, invoke, type WorldFunction } from './invocation.ts';

/** Asynchronous invocations that fail are tried twice more. */
const ASYNC_TRIES = 3;

export interface WorldLambda extends ServiceModel<object> {
  readonly invocations: readonly Invocation[];
  /** The state that invokes next: set by whoever hears the history of executions, which says it just before. */
  invoking: Invoking | undefined;
  /** Nobody has invoked them for weeks, as Lambda sees it. */
  becomeIdle(): void;
  /** Lines that functions wrote to their log. */
  readonly logs: string[];
}

const nameOf = (nameOrArn: string): string => /function:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
/** `<name>` or `<name>:<version>`. */
const qualifiedOf = (nameOrArn: string): string => /function:(.+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
const arnOf = ({ region, account }: Kernel, name: string): string =>
  `arn:aws:lambda:${region}:${account}:function:${name}`;

/** Lambda with the real handlers, in this thread. */
export function createWorldLambda(account: Omit<Host, 'idle'>): WorldLambda {
  const host: Host = { ...account, idle: new IdleFunctions() };
  const { kernel, clock } = host;
  const functions = new Map<string, WorldFunction>();
  const invocations: Invocation[] = [];
  const invokeBy = async (nameOrArn: string, payload: unknown, invoking: Invoking): Promise<Outcome> => {
    const fn = functions.get(nameOf(nameOrArn));
    if (fn === undefined) throw new Error(`Function not found: ${nameOrArn}`);
    return await invoke(host, fn, payload, { invoking, into: invocations });
  };
  const model: WorldLambda = {
    signingName: 'lambda',
    module: {},
    invocations,
    invoking: undefined,
    becomeIdle() {
      host.idle.become(functions.keys());
    },
    logs: [],
    access: {
      Invoke: ((input: { FunctionName: string }): AccessCheck[] => [
        { action: 'lambda:InvokeFunction', resource: arnOf(kernel, qualifiedOf(input.FunctionName)) },
      ]) as ServiceModel['access'][string],
    },
    handlers: {
      Invoke(input: { FunctionName: string; Payload?: unknown }) {
        const by = model.invoking ?? { execution: '', machine: '', state: '' };
        model.invoking = undefined;
        return invokeBy(input.FunctionName, input.Payload, by);
      },
    } as object,
    async deliver(arn, payload, principal) {
      kernel.authorize(principal, { action: 'lambda:InvokeFunction', resource: arn });
      for (let n = 0; n < ASYNC_TRIES; n++) {
        const outcome = await invokeBy(arn, payload, { execution: '', machine: '', state: `event:${nameOf(arn)}` });
        if ('result' in outcome) return;
        kernel.log(`${nameOf(arn)} failed: ${outcome.error.errorType}: ${outcome.error.errorMessage}`);
        await clock.sleep(60_000 * (n + 1));
      }
    },
    resources: resourcesOf(kernel, functions),
  };
  return model;
}

function resourcesOf(kernel: Kernel, functions: Map<string, WorldFunction>): Record<string, ResourceProvider> {
  return {
    'AWS::Lambda::Function': (properties) => {
      const name = String(properties['FunctionName']);
      const arn = arnOf(kernel, name);
      functions.set(name, {
        ...{ name, arn, step: name.replace(PREFIX, ''), role: properties['Role'] },
        timeoutMs: Number(properties['Timeout'] ?? 3) * 1_000,
        environment: properties['Environment']?.Variables ?? {},
      });
      return { ref: name, attributes: { Arn: arn } };
    },
    // A world has one deployment: the version is the function itself.
    'AWS::Lambda::Version': (properties) => ({ ref: `${arnOf(kernel, nameOf(properties['FunctionName']))}:1` }),
    'AWS::Lambda::Permission': (properties, context) => {
      const arn = arnOf(kernel, nameOf(properties['FunctionName']));
      kernel.attachPolicy(arn, { Statement: [permission(properties, arn)] }, context);
      return { ref: context.generatedName };
    },
  };
}
