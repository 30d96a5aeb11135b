import { changes } from '../calls/call.ts';
import { canEndBadly } from './bad-end.ts';
import { CALL_KINDS, type Cell, type Kind, STEP_KINDS } from './cell.ts';
import type { Place } from './places.ts';

/** Every fault that can happen at a place. What cannot is left out for a reason that can be said. */
export function cellsOf({ machine, state, step, operations, news }: Place): Cell[] {
  const of = (kind: Kind, operation = ''): Cell => ({ machine, state, operation, kind });
  return [
    ...operations.flatMap((operation) =>
      CALL_KINDS.filter((kind) => canHappen(kind, operation, news)).map((kind) => of(kind, operation)),
    ),
    ...STEP_KINDS.filter((kind) => kind !== 'terminal-status' || canEndBadly(step)).map((kind) => of(kind)),
  ];
}

export const ONE_NAME = 'a step gives every temporary error one name, so one call of a state stands for its others';

/**
 * Kinds whose only effect is an error that `lambdas/step/step.ts` gives its one name, or that ends the state in the same
 * way: the workflow cannot know which of a state's calls it came from. Denied access is tried at every call all the same: a
 * step may live without one of its answers.
 */
const ONE_CALL_STANDS: readonly Kind[] = [
  ...(['throttled-for-ever', 'server-errors', 'time-out', 'events-lost', 'events-and-watchdog-lost'] as const),
];
/** The same error, tried again after each effect of the state: what was done before it is another thing each time. */
const ONE_CALL_STANDS_UNTIL_AN_EFFECT: readonly Kind[] = ['throttled-for-a-while'];

/** The cells of a place that must run, and how many of the others each stands for. */
export function distinct(cells: readonly Cell[]): { readonly run: readonly Cell[]; readonly merged: number } {
  const seen = new Set<string>();
  const effects = new Map<string, number>();
  const run = cells.filter(({ machine, state, kind, operation }) => {
    const until = ONE_CALL_STANDS_UNTIL_AN_EFFECT.includes(kind);
    if (!until && !ONE_CALL_STANDS.includes(kind)) return true;
    const [service = '', name = ''] = operation.split(':');
    const place = `${machine} ${state} ${kind}`;
    const done = until ? (effects.get(place) ?? 0) : 0;
    // The ledger is written around every effect in the same way (`lambdas/ledger/acting.ts`).
    if (hasEffect(service, name) && service !== 'dynamodb') effects.set(place, done + 1);
    // An application that answers badly is known from one that cannot be reached, and `pg` does not try again by itself.
    const key = `${place} ${done} ${['http', 'postgres'].includes(service) ? service : 'aws'}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return { run, merged: cells.length - run.length };
}

const hasEffect = (service: string, operation: string): boolean =>
  changes(operation) || service === 'postgres' || service === 'sns';

/** Kinds that need an effect: what only reads has none to lose the answer of, to repeat, or to be cut off after. */
const NEED_AN_EFFECT: readonly Kind[] = ['answer-lost', 'answered-twice', 'cut-off'];

function canHappen(kind: Kind, operation: string, news: readonly string[]): boolean {
  const [service = '', name = ''] = operation.split(':');
  const effect = hasEffect(service, name);
  // Where an older answer says the same, nothing happens.
  if (kind === 'stale-read') return news.includes(operation);
  if (NEED_AN_EFFECT.includes(kind)) return effect && !(service === 'postgres' && kind === 'answered-twice');
  // The page, or the application's own answer: outside AWS nothing is throttled, and a lost event needs a failing step.
  if (service === 'http') return kind === 'time-out' || kind === 'server-errors';
  return true;
}
