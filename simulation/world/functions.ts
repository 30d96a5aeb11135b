import type { AccessCheck } from '../../sandbox/kernel/access.ts';
import type { ServiceModel } from '../../sandbox/kernel/service.ts';
import type { Outcome } from '../../sandbox/services/lambda/instance.ts';
import { permission } from '../../sandbox/services/lambda/role.ts';
import { parsed, textOf } from '../../sandbox/services/states/history.ts';
import { type Caller, caller } from '../calls/caller.ts';
import type { World } from './world.ts';

interface FunctionState {
  readonly name: string;
  readonly step: string;
  readonly role: string;
  readonly timeoutMs: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** The state that is about to invoke a function: told by the execution's history just before it does. */
export interface Invoking {
  readonly execution: string;
  readonly machine: string;
  readonly state: string;
}

/** One invocation, and how it ended. */
export interface Invocation extends Invoking {
  readonly number: number;
  readonly step: string;
  readonly at: number;
  readonly payload: unknown;
  endedAt: number | undefined;
  /** The function's own outcome, whatever its caller heard. */
  outcome: Outcome | undefined;
  fault: string;
}

/** Asynchronous invocations that fail are tried twice more. */
const ASYNC_TRIES = 3;
const START_MS = [10, 60] as const;
const PREFIX = 'knowngood-sandbox-';

export interface FunctionsModel extends ServiceModel<object> {
  readonly invocations: readonly Invocation[];
  /** Set by whoever hears the history. */
  invoking: Invoking | undefined;
  /** Lines that functions wrote to their log. */
  readonly logs: string[];
}

/** Lambda with the real handlers, in this thread. */
export function createWorldFunctions(world: World): FunctionsModel {
  const functions = new Map<string, FunctionState>();
  const invocations: Invocation[] = [];
  const nameOf = (nameOrArn: string) => /function:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
  const arnOf = (name: string) => `arn:aws:lambda:${world.kernel.region}:${world.kernel.account}:function:${name}`;

  const once = async (fn: FunctionState, invocation: Invocation): Promise<Outcome> => {
    const handler = world.handlers.get(fn.step);
    if (handler === undefined)
      throw new Error(`The template has a function ${fn.name}; lambdas/<subject>/${fn.step}/handler.ts is missing.`);
    const by: Caller = {
      step: fn.step,
      role: fn.role,
      arn: arnOf(fn.name),
      environment: fn.environment,
      execution: invocation.execution,
      machine: invocation.machine,
      state: invocation.state,
      invocation: invocation.number,
      killed: false,
    };
    const work = caller.run(by, async (): Promise<Outcome> => {
      try {
        await world.clock.sleep(world.chance.int(...START_MS));
        const result = await handler(JSON.parse(textOf(invocation.payload)));
        return { result: parsed(JSON.stringify(result ?? null)) };
      } catch (thrown) {
        const error = thrown as Error;
        return { error: { errorType: error.name, errorMessage: error.message, trace: [] } };
      }
    });
    return await new Promise<Outcome>((resolve) => {
      const inTime = world.clock.timer(fn.timeoutMs, () => {
        by.killed = true;
        const errorMessage = `Task timed out after ${fn.timeoutMs / 1_000} seconds`;
        resolve({ error: { errorType: 'Sandbox.Timedout', errorMessage } });
      });
      void work.then((outcome) => {
        inTime();
        resolve(outcome);
      });
    });
  };

  const invoke = async (nameOrArn: string, payload: unknown, invoking: Invoking): Promise<Outcome> => {
    const fn = functions.get(nameOf(nameOrArn));
    if (fn === undefined) throw new Error(`Function not found: ${nameOrArn}`);
    const invocation: Invocation = {
      ...invoking,
      number: invocations.length,
      step: fn.step,
      at: world.clock.now(),
      payload,
      endedAt: undefined,
      outcome: undefined,
      fault: '',
    };
    invocations.push(invocation);
    const count = (metric: string, value: number): void =>
      world.kernel.measure({ namespace: 'AWS/Lambda', metric, dimensions: { FunctionName: fn.name }, value });
    const fault = world.faults.onInvocation(invocation);
    invocation.fault = fault ?? '';
    if (fault === 'function-time-out') {
      await world.clock.sleep(fn.timeoutMs);
      count('Invocations', 1);
      count('Errors', 1);
      return { error: { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 30.00 seconds' } };
    }
    if (fault === 'function-throttled')
      return { error: { errorType: 'Lambda.TooManyRequestsException', errorMessage: 'Rate Exceeded.' } };
    let outcome = await once(fn, invocation);
    if (fault === 'function-twice') outcome = await once(fn, invocation);
    invocation.outcome = outcome;
    invocation.endedAt = world.clock.now();
    count('Invocations', 1);
    count('Errors', 'error' in outcome ? 1 : 0);
    if (fault === 'function-answer-lost')
      return { error: { errorType: 'Lambda.Unknown', errorMessage: 'The function ended without an answer.' } };
    return outcome;
  };

  const model: FunctionsModel = {
    signingName: 'lambda',
    module: {},
    invocations,
    invoking: undefined,
    logs: [],
    access: {
      Invoke: ((input: { FunctionName: string }): AccessCheck[] => [
        { action: 'lambda:InvokeFunction', resource: arnOf(nameOf(input.FunctionName)) },
      ]) as ServiceModel['access'][string],
    },
    handlers: {
      Invoke(input: { FunctionName: string; Payload?: unknown }) {
        const by = model.invoking ?? { execution: '', machine: '', state: '' };
        model.invoking = undefined;
        return invoke(input.FunctionName, input.Payload, by);
      },
    } as object,
    async deliver(arn, payload, principal) {
      world.kernel.authorize(principal, { action: 'lambda:InvokeFunction', resource: arn });
      for (let n = 0; n < ASYNC_TRIES; n++) {
        const outcome = await invoke(arn, payload, { execution: '', machine: '', state: `event:${nameOf(arn)}` });
        if ('result' in outcome) return;
        world.kernel.log(`${nameOf(arn)} failed: ${outcome.error.errorType}: ${outcome.error.errorMessage}`);
        await world.clock.sleep(60_000 * (n + 1));
      }
    },
    resources: {
      'AWS::Lambda::Function': (properties) => {
        const name = String(properties['FunctionName']);
        functions.set(name, {
          name,
          step: name.replace(PREFIX, ''),
          role: properties['Role'],
          timeoutMs: Number(properties['Timeout'] ?? 3) * 1_000,
          environment: properties['Environment']?.Variables ?? {},
        });
        return { ref: name, attributes: { Arn: arnOf(name) } };
      },
      'AWS::Lambda::Permission': (properties, context) => {
        const arn = arnOf(nameOf(properties['FunctionName']));
        world.kernel.attachPolicy(arn, { Statement: [permission(properties, arn)] }, context);
        return { ref: context.generatedName };
      },
    },
  };
  return model;
}
