import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { bypassOf } from '../../maintenance/bypass-rules.ts';
import { notOurs, type RuleRole, roomFor } from '../../maintenance/rules.ts';
import { described, type Scope, scopeOf, targetGroupsOf } from '../../maintenance/scope.ts';
import type { Listener } from '../../model/environment.ts';
import type { Input } from './contract.ts';

export interface SeenListener {
  /** The default one included. */
  readonly rules: readonly Rule[];
  readonly ours: ReadonlyMap<RuleRole, Rule>;
  /** The load balancer's rules on all its listeners, default ones left out; it may have `limit`. */
  readonly count: number;
  readonly limit: number;
}

export interface Fitness {
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * What would stop maintenance mode on a listener, or take others down with it.
 * @param own target groups of the configured services; empty: none is known, and nothing is said about others'
 * @param isFirst whether checks go by this listener
 */
export function listenerProblems(
  listener: Listener,
  seen: SeenListener,
  {
    priorities,
    own,
    isFirst,
  }: Pick<Input, 'priorities'> & { readonly own: ReadonlySet<string>; readonly isFirst: boolean },
): Fitness {
  const called = (text: string) => `listener "${listener.name}": ${text}`;
  const scoping = scopeOf(notOurs(seen.rules, seen.ours), listener, priorities.page);
  if (scoping.kind === 'problem') return { problems: [called(scoping.problem)], warnings: [] };
  const bypass = bypassOf(scoping.scope.ways, roomFor(priorities));
  const others = takenDown(scoping.scope, own, listener.targetGroups ?? []);
  const first = isFirst && !scoping.scope.ways.some((way) => targetGroupsOf(way).length > 0);
  const found = [
    ...others,
    ...(first
      ? ['it only redirects, and checks go by the first listener; expected one that forwards. Put it first']
      : []),
  ];
  if (bypass.kind === 'problem') return { problems: [...found, bypass.problem].map(called), warnings: [] };
  const needed = bypass.rules.length + 1;
  return {
    problems: [...found, ...taken(seen, priorities, bypass.rules.length), ...noRoom(seen, needed)].map(called),
    warnings:
      bypass.leftOut.length === 0
        ? []
        : [
            called(
              `behind the maintenance page, checks do not meet its redirects and fixed responses (priority ${bypass.leftOut.join(', ')}): maintenance.priorities leaves no room to repeat them`,
            ),
          ],
  };
}

function takenDown({ ways }: Scope, own: ReadonlySet<string>, more: readonly string[]): string[] {
  if (own.size === 0) return [];
  const foreign = ways.filter((way) => targetGroupsOf(way).some((arn) => !own.has(arn) && !more.includes(arn)));
  return foreign.map(
    (way) =>
      `its ${way.priority === 'default' ? 'default action' : `rule with priority ${way.priority}`} (${described({ Conditions: [...way.conditions] })}) leads to a target group of no configured service, and maintenance mode would take it down; expected the application alone. Configure the listener's "hosts" or "paths", or name the group in its "targetGroups" if it is the application's`,
  );
}

function taken({ rules, ours }: SeenListener, { bypass, page }: Input['priorities'], count: number): string[] {
  const mine = new Set([...ours.values()].map(({ RuleArn }) => RuleArn));
  const wanted = [...Array.from({ length: count }, (_, n) => bypass + n), page].map(String);
  return rules
    .filter(({ RuleArn, Priority }) => wanted.includes(Priority ?? '') && !mine.has(RuleArn))
    .map(
      ({ Priority }) =>
        `priority ${Priority} is taken by a rule that is not knowngood's; expected it free. Move that rule, or configure other maintenance priorities`,
    );
}

function noRoom({ count, limit, ours }: SeenListener, needed: number): string[] {
  const free = limit - count + ours.size;
  return free >= needed
    ? []
    : [
        `its load balancer has ${count} of at most ${limit} rules, and maintenance mode needs ${needed}; expected room for them. Remove rules that nobody needs, or raise the quota "Rules per Application Load Balancer"`,
      ];
}
