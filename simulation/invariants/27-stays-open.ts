import type { Run } from '../run/run.ts';
import { SERVICES } from '../world/survey-platform.ts';
import { actsOf, changesWhatServes } from './acts.ts';
import { endingOf, executionOf, inputOf, nameOfExecution } from './executions.ts';

/** Writes of the last minute before the page may be newer than the estimate. Virtual ms. */
const ESTIMATED_BEFORE_MS = 60_000;

/**
 * Where a freeze is to leave users in, none that ends frozen has raised the page: unless it was up or services stopped before,
 * a breaking migration left services behind, or the writes at stake were within the limit until the fence was shut.
 */
export function staysOpen(run: Run): string[] {
  if (run.scenario.onFreeze !== 'open') return [];
  const acts = actsOf(run);
  const raisedBy = new Set(
    acts.filter(({ operation }) => operation === 'CreateRule').map(({ execution }) => execution),
  );
  return [...raisedBy].flatMap((arn) => {
    const execution = executionOf(run, arn);
    if (execution === undefined || !endingOf(execution).endsWith('Frozen')) return [];
    const before = acts.filter(({ at }) => at < (acts.find((act) => act.execution === arn)?.at ?? 0));
    const raised = acts.find((act) => act.execution === arn && act.operation === 'CreateRule')?.at ?? 0;
    if (isClosed(before) || leftBehind(run, before)) return [];
    const stopped = acts.some((act) => act.execution === arn && isStop(act));
    if (!stopped) return [`${nameOfExecution(execution)} raised the page and froze; users were to stay in`];
    const { lossLimit } = run.scenario;
    const most = Math.max(lossLimit ?? Number.POSITIVE_INFINITY, Number(inputOf(execution)['acceptLostWrites'] ?? 0));
    const since = before.findLast(({ operation }) => operation === 'CreateDBSnapshot')?.at ?? Number.POSITIVE_INFINITY;
    const atStake = run.world.facts.writes.filter(({ at }) => at > since && at < raised - ESTIMATED_BEFORE_MS).length;
    return atStake > most
      ? [`${nameOfExecution(execution)} raised the page for ${atStake} writes at stake, and froze; ${most} may be lost`]
      : [];
  });
}

type Act = ReturnType<typeof actsOf>[number];

const isStop = ({ operation, input }: Act): boolean =>
  operation === 'UpdateService' && (input as { desiredCount?: number }).desiredCount === 0;

/** More rules were made than taken away, or a service was stopped and not started again. */
function isClosed(acts: readonly Act[]): boolean {
  const count = (wanted: string) => acts.filter(({ operation }) => operation === wanted).length;
  if (count('CreateRule') > count('DeleteRule')) return true;
  const counts = new Map<string, number>();
  for (const { operation, input } of acts) {
    const { service, desiredCount } = input as { service?: string; desiredCount?: number };
    if (operation === 'UpdateService' && service !== undefined && desiredCount !== undefined)
      counts.set(service, desiredCount);
  }
  return [...counts.values()].includes(0);
}

/** A breaking migration, and a service that no release has moved, or that a rollback has moved back since. */
function leftBehind(run: Run, acts: readonly Act[]): boolean {
  if (run.scenario.migration !== 'breaking') return false;
  const movedBy = new Map<string | undefined, string>();
  for (const act of acts)
    if (act.operation === 'UpdateService' && changesWhatServes(run, act))
      movedBy.set((act.input as { service?: string }).service, act.machine);
  return SERVICES.some((service) => movedBy.get(service) !== 'release');
}
