import type { StateName } from '../../lambdas/model/state-names.ts';
import { acts, type Call } from '../calls/call.ts';
import type { Run } from '../run/run.ts';
import { existing } from '../world/definitions.ts';
import type { Invocation } from '../world/invocation.ts';

/** Calls of the control plane that changed the environment, in order. */
export const actsOf = ({ world }: Run): Call[] =>
  world.calls.filter((call) => call.took && call.execution !== '' && acts(call));

/** The call changes which version serves, or which database it uses. */
export const changesWhatServes = ({ world }: Run, call: Call): boolean =>
  (call.operation === 'UpdateService' && (call.input as { taskDefinition?: string }).taskDefinition !== undefined) ||
  world.pointer.isWrittenBy(call);

/** Invocations by a state. @throws Error when no workflow has it: what is looked for would not be found, and all be well */
export function invocationsBy({ world }: Run, state: StateName): readonly Invocation[] {
  const name = existing(state);
  return world.functions.invocations.filter((invocation) => invocation.state === name);
}

/** Invocations of a step. @throws Error when there is no such step */
export function invocationsOf(run: Run, step: string): readonly Invocation[] {
  const name = existingStep(run, step);
  return run.world.functions.invocations.filter((invocation) => invocation.step === name);
}

/** Calls of a step. @throws Error when there is no such step */
export function callsOf(run: Run, step: string): readonly Call[] {
  const name = existingStep(run, step);
  return run.world.calls.filter((call) => call.step === name);
}

function existingStep({ world }: Run, step: string): string {
  if (world.handlers.has(step)) return step;
  throw new Error(`There is no step lambdas/<subject>/${step}. If it was renamed, give the invariant its new name.`);
}

/** What a function answered; undefined: it failed, or has not ended. */
export const resultOf = ({ outcome }: Invocation): unknown =>
  outcome !== undefined && 'result' in outcome ? outcome.result : undefined;
