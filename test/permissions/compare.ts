import type { Exception } from './exceptions.ts';
import type { Granted } from './granted.ts';
import { type Recording, SIMULATION } from './recording.ts';

/** A statement's permissions that were exercised alike. */
export interface Row {
  readonly granted: Granted;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** By which scenarios; `deployment`: AWS asks for it when the stack is deployed. */
  readonly exercisedBy: readonly string[];
  /** Why nothing needs to exercise it. */
  readonly exception: Exception | undefined;
}

export interface Comparison {
  readonly rows: readonly Row[];
  /** Granted, exercised by nothing, and no exception says why. */
  readonly unused: readonly string[];
  /** Exceptions for what nobody is granted, or what is exercised. */
  readonly needless: readonly Exception[];
}

/** What every function may: write its logs, send its traces; and, of Lambda's doing, join the database's network. */
export const COMMON = /^(logs|xray|ec2):/;

interface Group {
  readonly exception: Exception | undefined;
  readonly actions: Set<string>;
  readonly resources: Set<string>;
  readonly by: Set<string>;
}

/** Lays what the scenarios exercised over what is granted, action by action and resource by resource. */
export function compare(
  grants: readonly Granted[],
  recordings: readonly Recording[],
  exceptions: readonly Exception[],
): Comparison {
  const exercisedBy = new Map<string, Set<string>>();
  const note = (position: string, by: string) =>
    exercisedBy.set(position, (exercisedBy.get(position) ?? new Set()).add(by));
  for (const { scenario, deployment, run } of recordings) {
    for (const position of deployment) note(position, 'deployment');
    for (const position of run) note(position, scenario);
  }
  const unused: string[] = [];
  const needed = new Set<Exception>();
  const rows = grants.flatMap((granted) => {
    const groups = new Map<string, Group>();
    const put = (exception: Exception | undefined, action: string, resource: string, by: Iterable<string>) => {
      // What every function may and what is its own are told apart, also where the CDK has put both into one statement.
      const key = `${COMMON.test(action)} ${exception?.reason ?? ''}`;
      const group = groups.get(key) ?? { exception, actions: new Set(), resources: new Set(), by: new Set() };
      group.actions.add(action);
      group.resources.add(resource);
      for (const name of by) group.by.add(name);
      groups.set(key, group);
    };
    for (const [a, action] of granted.actions.entries()) {
      for (const [r, resource] of granted.resources.entries()) {
        const by = exercisedBy.get(`${granted.id}#${a}#${r}`);
        if (granted.effect === 'Deny') {
          put(undefined, action, resource, []);
          continue;
        }
        // Whether a run came here or not: a lock that is lost in one run of ten must not make another document.
        const exception = exceptions.find((e) => excepts(e, granted, action, resource));
        if (exception !== undefined && by === undefined) needed.add(exception);
        if (exception !== undefined || by !== undefined) put(exception, action, resource, by ?? []);
        else unused.push(`${granted.holder.kind} ${granted.holder.name}: ${action} on ${resource}`);
      }
    }
    return [...groups.values()].map(({ exception, actions, resources, by }) => ({
      granted,
      actions: [...actions],
      resources: [...resources],
      exercisedBy: named(by),
      exception,
    }));
  });
  return { rows, unused, needless: exceptions.filter((exception) => !needed.has(exception)) };
}

/** Simulated runs come everywhere: they are named where nothing else came. */
function named(by: ReadonlySet<string>): string[] {
  const elsewhere = [...by].some((name) => name !== SIMULATION && name !== 'deployment');
  return [...by].filter((name) => !elsewhere || name !== SIMULATION).sort();
}

function excepts(exception: Exception, { holder }: Granted, action: string, resource: string): boolean {
  return (
    (exception.holders === 'any' || exception.holders.includes(holder.name)) &&
    exception.actions.includes(action) &&
    (exception.resource === undefined || resource.includes(exception.resource))
  );
}
