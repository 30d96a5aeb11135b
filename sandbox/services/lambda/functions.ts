import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessCheck } from '../../kernel/access.ts';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Properties } from '../../kernel/resource.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { WireError } from '../../kernel/wire-error.ts';
import { FunctionInstance, type Outcome } from './instance.ts';
import { mayJoinNetwork, mayLog, mayTrace, permission } from './role.ts';

interface FunctionState {
  readonly name: string;
  readonly arn: string;
  readonly bundle: string;
  readonly timeoutMs: number;
  readonly role: string;
  readonly properties: Properties;
  environment(): Record<string, string>;
  /** Warm and idle. */
  readonly idle: FunctionInstance[];
}

export interface InvokeInput {
  readonly FunctionName: string;
  readonly Payload?: unknown;
}

/** Lambda functions of the template, running their real bundles. */
export interface Functions extends ServiceModel<object> {
  invoke(nameOrArn: string, payload: unknown): Promise<Outcome>;
  /** What happens to an invocation instead of running: for tests of functions that fail. */
  faults: (name: string, payload: unknown) => Outcome | undefined;
}

/** Asynchronous invocations that fail are tried twice more. */
const ASYNC_TRIES = 3;

export function createFunctions(kernel: Kernel): Functions {
  const functions = new Map<string, FunctionState>();
  const all = new Set<FunctionInstance>();
  let closed = false;
  const logs = join(kernel.folder, 'function-logs');
  mkdirSync(logs, { recursive: true });
  const nameOf = (nameOrArn: string) => /function:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
  const arnOf = (name: string) => `arn:aws:lambda:${kernel.region}:${kernel.account}:function:${name}`;

  const invoke = async (nameOrArn: string, payload: unknown): Promise<Outcome> => {
    const fn = functions.get(nameOf(nameOrArn));
    if (fn === undefined) throw new WireError('ResourceNotFoundException', `Function not found: ${nameOrArn}`, 404);
    // A schedule or a retry may still ask: a worker begun after the end would keep the process alive.
    if (closed) throw new WireError('ServiceException', 'the sandbox has ended', 500);
    const measured = (outcome: Outcome): Outcome => {
      const base = { namespace: 'AWS/Lambda', dimensions: { FunctionName: fn.name } };
      kernel.measure({ ...base, metric: 'Invocations', value: 1 });
      kernel.measure({ ...base, metric: 'Errors', value: 'error' in outcome ? 1 : 0 });
      return outcome;
    };
    const faulted = functionsModel.faults(fn.name, payload);
    if (faulted !== undefined) return measured(faulted);
    const instance = fn.idle.pop() ?? start(fn);
    const outcome = measured(await instance.invoke(JSON.parse(JSON.stringify(payload ?? null)), fn.timeoutMs));
    if (
      'error' in outcome &&
      ['Sandbox.Timedout', 'Lambda.Unknown', 'Runtime.ImportModuleError'].includes(outcome.error.errorType)
    )
      all.delete(instance);
    else fn.idle.push(instance);
    return outcome;
  };
  const start = (fn: FunctionState): FunctionInstance => {
    const logged = mayLog(kernel, fn.role, fn.properties);
    if (!logged) kernel.log(`${fn.name} writes no logs: its role may not`);
    mayTrace(kernel, fn.role, fn.properties);
    const instance = new FunctionInstance(fn.bundle, fn.environment(), (text) => {
      if (logged) appendFileSync(join(logs, `${fn.name}.log`), text);
    });
    all.add(instance);
    return instance;
  };

  const functionsModel: Functions = {
    faults: () => undefined,
    signingName: 'lambda',
    module: {},
    invoke,
    access: {
      Invoke: ((input: InvokeInput): AccessCheck[] => [
        { action: 'lambda:InvokeFunction', resource: arnOf(nameOf(input.FunctionName)) },
      ]) as ServiceModel['access'][string],
    },
    handlers: { Invoke: (input: InvokeInput) => invoke(input.FunctionName, input.Payload) } as object,
    async deliver(arn, payload, principal) {
      kernel.authorize(principal, { action: 'lambda:InvokeFunction', resource: arn });
      for (let n = 0; n < ASYNC_TRIES; n++) {
        const outcome = await invoke(arn, payload);
        if ('result' in outcome) return;
        kernel.log(`${nameOf(arn)} failed: ${outcome.error.errorType}: ${outcome.error.errorMessage}`);
        await kernel.clock.sleep(60_000 * (n + 1));
      }
    },
    async close() {
      closed = true;
      await Promise.all([...all].map((instance) => instance.worker.terminate()));
    },
    resources: {
      'AWS::Lambda::Function': (properties, { generatedName }) => {
        const name: string = properties['FunctionName'] ?? generatedName.slice(0, 64);
        const role: string = properties['Role'];
        kernel.credentials(role, { service: 'lambda.amazonaws.com', sourceArn: arnOf(name) });
        mayJoinNetwork(kernel, role, properties);
        functions.set(name, {
          name,
          arn: arnOf(name),
          bundle: join(properties['Code'].LocalPath, `${String(properties['Handler']).split('.')[0]}.mjs`),
          timeoutMs: Number(properties['Timeout'] ?? 3) * 1_000,
          role,
          properties,
          idle: [],
          environment() {
            const by = { service: 'lambda.amazonaws.com', sourceArn: arnOf(name) };
            const session = kernel.credentials(role, by, { 'lambda:SourceFunctionArn': arnOf(name) });
            return {
              ...properties['Environment']?.Variables,
              AWS_REGION: kernel.region,
              AWS_DEFAULT_REGION: kernel.region,
              AWS_LAMBDA_FUNCTION_NAME: name,
              AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(properties['MemorySize'] ?? 128),
              AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
              AWS_ACCESS_KEY_ID: session.accessKeyId,
              AWS_SECRET_ACCESS_KEY: session.secretAccessKey,
              AWS_SESSION_TOKEN: session.sessionToken,
              AWS_ENDPOINT_URL: kernel.endpointUrl,
              LANG: 'en_US.UTF-8',
              TZ: ':UTC',
            };
          },
        });
        return { ref: name, attributes: { Arn: arnOf(name) } };
      },
      'AWS::Lambda::Permission': (properties, context) => {
        const arn = arnOf(nameOf(properties['FunctionName']));
        kernel.attachPolicy(arn, { Statement: [permission(properties, arn)] }, context);
        return { ref: context.generatedName };
      },
    },
  };
  return functionsModel;
}
