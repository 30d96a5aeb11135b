import type { OperationsBy } from '../../kernel/operation.ts';
import type { Outcome } from './instance.ts';
import { type LambdaState, qualifiedOf } from './state.ts';

/** Only the sandbox's own parts call Invoke; it answers with the outcome itself. */
export interface LambdaShapes {
  readonly Invoke: {
    readonly input: { readonly FunctionName: string; readonly Payload?: unknown };
    readonly output: Outcome;
  };
}

export const lambdaOperations = (
  state: LambdaState,
  invoke: (name: string, payload: unknown) => Promise<Outcome>,
): OperationsBy<LambdaShapes> => ({
  Invoke: {
    access: ({ FunctionName }) => [
      { action: 'lambda:InvokeFunction', resource: state.arnOf(qualifiedOf(FunctionName)) },
    ],
    handle: ({ FunctionName, Payload }) => invoke(FunctionName, Payload),
  },
});
