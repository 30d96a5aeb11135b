import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Properties } from '../../kernel/resource.ts';
import { WireError } from '../../kernel/wire-error.ts';
import type { Routes } from '../network/routes.ts';
import { FunctionInstance, type Outcome } from './instance.ts';
import { mayLog, mayTrace } from './role.ts';
import { inNetwork } from './way-out.ts';

export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  /** Path of its module. */
  readonly bundle: string;
  readonly timeoutMs: number;
  readonly role: string;
  readonly properties: Properties;
  environment(): Record<string, string>;
  /** Warm and idle. */
  readonly idle: FunctionInstance[];
}

/** An invocation with one of these errors has ended its instance. */
const LETHAL = ['Sandbox.Timedout', 'Lambda.Unknown', 'Runtime.ImportModuleError'];

/** Everything Lambda knows, and the instances that run. */
export class LambdaState {
  readonly kernel: Kernel;
  readonly routes: Routes;
  /** By name; a published version also by `<name>:<number>`. */
  readonly functions = new Map<string, LambdaFunction>();
  private readonly instances = new Set<FunctionInstance>();
  private readonly logs: string;
  private closed = false;

  constructor(kernel: Kernel, routes: Routes) {
    this.kernel = kernel;
    this.routes = routes;
    this.logs = join(kernel.folder, 'function-logs');
    mkdirSync(this.logs, { recursive: true });
  }

  arnOf(name: string): string {
    return `arn:aws:lambda:${this.kernel.region}:${this.kernel.account}:function:${name}`;
  }

  /** @throws WireError ResourceNotFoundException; ServiceException once the sandbox has ended */
  find(nameOrArn: string): LambdaFunction {
    const found = this.functions.get(qualifiedOf(nameOrArn));
    if (found === undefined) throw new WireError('ResourceNotFoundException', `Function not found: ${nameOrArn}`, 404);
    // A schedule or a retry may still ask: a worker begun after the end would keep the process alive.
    if (this.closed) throw new WireError('ServiceException', 'the sandbox has ended', 500);
    return found;
  }

  /** One invocation, in an instance that is idle or a new one. */
  async run(fn: LambdaFunction, payload: unknown): Promise<Outcome> {
    const instance = this.warm(fn) ?? this.start(fn);
    const outcome = this.measured(fn, await instance.invoke(JSON.parse(JSON.stringify(payload ?? null)), fn.timeoutMs));
    if ('error' in outcome && LETHAL.includes(outcome.error.errorType)) this.instances.delete(instance);
    else fn.idle.push(instance);
    return outcome;
  }

  /** One that is idle. Those that began before the network changed know the way of then, and are ended. */
  private warm(fn: LambdaFunction): FunctionInstance | undefined {
    for (let found = fn.idle.pop(); found !== undefined; found = fn.idle.pop()) {
      if (!inNetwork(fn.properties) || found.network === this.routes.version) return found;
      this.instances.delete(found);
      void found.worker.terminate();
    }
    return undefined;
  }

  measured({ name }: LambdaFunction, outcome: Outcome): Outcome {
    const base = { namespace: 'AWS/Lambda', dimensions: { FunctionName: name } };
    this.kernel.measure({ ...base, metric: 'Invocations', value: 1 });
    this.kernel.measure({ ...base, metric: 'Errors', value: 'error' in outcome ? 1 : 0 });
    return outcome;
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.instances].map((instance) => instance.worker.terminate()));
  }

  private start(fn: LambdaFunction): FunctionInstance {
    const logged = mayLog(this.kernel, fn.role, fn.properties);
    if (!logged) this.kernel.log(`${fn.name} writes no logs: its role may not`);
    mayTrace(this.kernel, fn.role, fn.properties);
    const log = (text: string) => {
      if (logged) appendFileSync(join(this.logs, `${fn.name}.log`), text);
    };
    const network = inNetwork(fn.properties) ? this.routes.version : undefined;
    const instance = new FunctionInstance(fn.bundle, fn.environment(), log, network);
    this.instances.add(instance);
    return instance;
  }
}

/** `<name>` or `<name>:<version>`, also where the ARN is given. */
export const qualifiedOf = (nameOrArn: string): string => /function:(.+)/.exec(nameOrArn)?.[1] ?? nameOrArn;

/** A function's name, also where its ARN is given. */
export const nameOf = (nameOrArn: string): string => /function:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
