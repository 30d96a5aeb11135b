import type { Action, RuleCondition } from '@aws-sdk/client-elastic-load-balancing-v2';
import { withRoomForOne } from './conditions.ts';
import type { Way } from './scope.ts';

/** One rule of the bypass: what it looks at besides the header, and where it leads. */
export interface BypassRule {
  readonly conditions: readonly RuleCondition[];
  readonly actions: readonly Action[];
}

export type Bypass =
  | {
      readonly kind: 'bypass';
      readonly rules: readonly BypassRule[];
      /** Priorities of rules that answer by themselves and found no room: checks do not see them behind the page. */
      readonly leftOut: readonly string[];
    }
  | { readonly kind: 'problem'; readonly problem: string };

/**
 * The rules by which checks go where users go: each forwarding rule of the application again, with the header. Redirects and
 * fixed responses among them are repeated as far as there is room: without them a check meets the application itself.
 * @param ways in the order in which the listener tries them
 * @param room how many priorities are reserved for the bypass
 */
export function bypassOf(ways: readonly Way[], room: number): Bypass {
  const whole = split(folded(ways));
  if (!Array.isArray(whole)) return whole;
  if (whole.length <= room) return { kind: 'bypass', rules: whole, leftOut: [] };
  const forwards = ways.filter(leads);
  const kept = split(folded(forwards.length === 0 ? ways.slice(-1) : forwards));
  if (!Array.isArray(kept)) return kept;
  if (kept.length > room)
    return {
      kind: 'problem',
      problem: `${kept.length} rules are needed to lead checks past the page to where users go, and maintenance.priorities leaves room for ${room}; expected the page at least ${kept.length} behind the bypass`,
    };
  const leftOut = ways.filter((way) => !leads(way)).map(({ priority }) => priority);
  return { kind: 'bypass', rules: kept, leftOut };
}

const leads = ({ actions }: Way): boolean => actions.some(({ Type }) => Type === 'forward');

/** The last ways that all lead to the same place are one, where the last of them takes everything. */
function folded(ways: readonly Way[]): readonly Way[] {
  const last = ways.at(-1);
  if (last === undefined || ways.length === 1) return ways;
  if (ways.every((way) => sameActions(way, last))) return [{ ...last, conditions: commonOf(ways) }];
  if (last.conditions.length > 0) return ways;
  const from = ways.findLastIndex((way) => !sameActions(way, last)) + 1;
  return [...ways.slice(0, from), last];
}

/** One way alone keeps what it looks at; several that lead to one place take whatever comes with the header. */
const commonOf = (ways: readonly Way[]): readonly RuleCondition[] =>
  ways.length === 1 ? (ways[0]?.conditions ?? []) : [];

const sameActions = (one: Way, other: Way): boolean => JSON.stringify(one.actions) === JSON.stringify(other.actions);

function split(ways: readonly Way[]): BypassRule[] | Extract<Bypass, { kind: 'problem' }> {
  const rules: BypassRule[] = [];
  for (const { priority, conditions, actions } of ways) {
    const parts = withRoomForOne(conditions);
    if (parts === null)
      return {
        kind: 'problem',
        problem: `its rule with priority ${priority} has five conditions, so the bypass cannot repeat it with its header; expected at most four`,
      };
    rules.push(...parts.map((part) => ({ conditions: part, actions })));
  }
  return rules;
}
