import type { Kernel } from '../../kernel/kernel.ts';
import { served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { Routes } from '../network/routes.ts';
import { FunctionUrls } from './function-url.ts';
import { ASLEEP, IdleFunctions } from './idle.ts';
import type { Outcome } from './instance.ts';
import { lambdaOperations } from './operations.ts';
import { lambdaResources } from './resources.ts';
import { LambdaState, nameOf } from './state.ts';
import { inNetwork } from './way-out.ts';

/** Lambda functions of the template, running their real bundles. */
export interface Functions extends ServiceModel<object> {
  invoke(nameOrArn: string, payload: unknown): Promise<Outcome>;
  /** Addresses of functions. */
  readonly urls: FunctionUrls;
  /** Nobody has invoked those in a network for weeks. */
  becomeIdle(): void;
  /** What happens to an invocation instead of running: for tests of functions that fail. */
  faults: (name: string, payload: unknown) => Outcome | undefined;
}

/** Asynchronous invocations that fail are tried twice more. */
const ASYNC_TRIES = 3;

/** @param routes of the networks that functions may be in. */
export function createFunctions(kernel: Kernel, routes: Routes = new Routes()): Functions {
  const state = new LambdaState(kernel, routes);
  const idle = new IdleFunctions();
  const urls = new FunctionUrls(state, (name, payload) => functions.invoke(name, payload));
  const functions: Functions = {
    signingName: 'lambda',
    module: {},
    ...served<object>(lambdaOperations(state, (name, payload) => functions.invoke(name, payload))),
    urls,
    resources: { ...lambdaResources(state), 'AWS::Lambda::Url': urls.provider },
    // With all its versions, those that a template retains too (API_DeleteFunction.html).
    removals: {
      'AWS::Lambda::Function': ({ ref }) => {
        for (const name of [...state.functions.keys()])
          if (nameOf(name) === ref || name.startsWith(`${ref}:`)) state.functions.delete(name);
      },
    },
    becomeIdle() {
      const outside = [...state.functions.values()].filter(({ properties }) => inNetwork(properties));
      idle.become(outside.map(({ name }) => name));
    },
    faults: () => undefined,
    async invoke(nameOrArn, payload) {
      const fn = state.find(nameOrArn);
      // No fault of the function: its metrics know nothing of it.
      if (idle.isAsleep(fn.name, kernel.clock.now())) return ASLEEP;
      const faulted = functions.faults(fn.name, payload);
      return faulted === undefined ? await state.run(fn, payload) : state.measured(fn, faulted);
    },
    async deliver(arn, payload, principal) {
      kernel.authorize(principal, { action: 'lambda:InvokeFunction', resource: arn });
      for (let n = 0; n < ASYNC_TRIES; n++) {
        const outcome = await functions.invoke(arn, payload);
        if ('result' in outcome) return;
        kernel.log(`${nameOf(arn)} failed: ${outcome.error.errorType}: ${outcome.error.errorMessage}`);
        await kernel.clock.sleep(60_000 * (n + 1));
      }
    },
    close: () => state.close(),
  };
  return functions;
}
