import type { RollbackPolicy } from '../../lambdas/model/environment.ts';
import type { Migration } from '../../lambdas/model/release.ts';

/** Policies under which a migration's rollback is the same, call by call: one of them stands for all. */
export interface PolicyClass {
  readonly migration: Migration;
  readonly stands: RollbackPolicy;
  readonly policies: readonly RollbackPolicy[];
}

/**
 * Groups policies by the trace of their rollback without faults. The policy is read by one pure function (triage), whose
 * decision is all that later states see of it: with the same calls at the same times the rest of the run is the same too.
 */
export function classesOf(migration: Migration, traces: readonly (readonly [RollbackPolicy, string])[]): PolicyClass[] {
  const byTrace = new Map<string, RollbackPolicy[]>();
  for (const [policy, trace] of traces) byTrace.set(trace, [...(byTrace.get(trace) ?? []), policy]);
  return [...byTrace.values()].flatMap((policies) => {
    const [stands] = policies;
    return stands === undefined ? [] : [{ migration, stands, policies }];
  });
}
