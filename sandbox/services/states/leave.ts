import type { Leaving } from './asl.ts';
import { StatesError } from './errors.ts';
import { evaluate } from './expression.ts';
import { LARGEST_PAYLOAD, payload, textOf } from './history.ts';
import { readable } from './place.ts';
import type { Visit } from './run.ts';

/** All variables of an execution together (Developer Guide, workflow-variables: 10 MiB). */
const LARGEST_STORE = 10 * 1024 * 1024;

/** How a state was left: nothing of it has taken effect yet. */
export interface Step {
  /** undefined: the machine is done. */
  readonly next: string | undefined;
  readonly output: unknown;
  readonly assigned: Readonly<Record<string, unknown>> | undefined;
}

/** Which way a state is left. */
export interface Way {
  /** undefined: the machine is done. */
  readonly next: string | undefined;
  /** The output, where the state gives none of its own. */
  readonly fallback: unknown;
  /** What expressions see besides the state's input: its result, or an error. */
  readonly more?: object;
  /** Where Assign and Output stand in the state, for example `Catch[0]/`. */
  readonly field?: string;
}

/** Evaluates Assign and Output, both on the variables as they were when the state was entered. */
export async function leave(
  visit: Visit,
  spec: Leaving,
  { next, fallback, more = {}, field = '' }: Way,
): Promise<Step> {
  let assigned: Record<string, unknown> | undefined;
  if (spec.Assign !== undefined) {
    assigned = (await evaluate(spec.Assign, visit.scope(more), `${field}Assign`)) as Record<string, unknown>;
    checkSize(visit, assigned);
  }
  const output =
    spec.Output === undefined ? fallback : await evaluate(spec.Output, visit.scope(more), `${field}Output`);
  payload(output, visit.name);
  return { next, output, assigned };
}

/** One variable, and all of one Assign, hold at most 256 KiB; all of an execution 10 MiB. @throws StatesError */
function checkSize(visit: Visit, assigned: Record<string, unknown>): void {
  const sum = (values: Readonly<Record<string, unknown>>, of: (text: string) => number): number =>
    Object.keys(values).reduce((before, name) => before + of(JSON.stringify(name)) + of(textOf(values[name])) + 2, 1);
  const exceeds = (values: Readonly<Record<string, unknown>>, limit: number): boolean =>
    // At most three bytes in UTF-8 for each UTF-16 unit: what is short needs no counting.
    sum(values, ({ length }) => length * 3) > limit && sum(values, Buffer.byteLength) > limit;
  const fail = (what: string): never => {
    throw new StatesError('States.DataLimitExceeded', `The state '${visit.name}' assigns ${what}.`);
  };
  if (exceeds(assigned, LARGEST_PAYLOAD)) fail(`more than ${LARGEST_PAYLOAD} bytes of variables`);
  // None of them is larger than one may be: so many cannot be too large together.
  let count = Object.keys(assigned).length;
  for (const _name in visit.place.variables) count++;
  if (count * LARGEST_PAYLOAD <= LARGEST_STORE) return;
  if (exceeds({ ...readable(visit.place), ...assigned }, LARGEST_STORE))
    fail(`beyond the ${LARGEST_STORE} bytes that all variables may have`);
}
