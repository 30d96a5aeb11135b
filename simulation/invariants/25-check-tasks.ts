import { STATES } from '../../lambdas/model/state-names.ts';
import type { Execution } from '../../sandbox/services/states/execution.ts';
import type { Run } from '../run/run.ts';
import type { App } from '../world/app.ts';
import { actsOf, invocationsBy } from './acts.ts';
import { executionOf, nameOfExecution } from './executions.ts';

/**
 * A check that is a task runs once at a time; who began one lets users in, or watches, only when it has ended with exit code 0; and none of a release
 * still runs when its rollback stops or switches services: it may write behind the fence.
 */
export function checkTasks(run: Run): string[] {
  const checks = run.world.facts.apps.filter(({ kind }) => kind === 'check');
  return [...twiceAtOnce(checks), ...unpassed(run, checks), ...leftRunning(run, checks)];
}

const twiceAtOnce = (checks: readonly App[]): string[] =>
  checks
    .filter((one) =>
      checks.some((other) => other !== one && other.startedAt <= one.startedAt && runsAt(other, one.startedAt)),
    )
    .slice(0, 1)
    .map(() => 'a check ran twice at the same time');

/** Executions that began a check, and then resumed services or watched. */
function unpassed(run: Run, checks: readonly App[]): string[] {
  const begun = invocationsBy(run, STATES.startTheCheckTasks);
  const onwards = [STATES.resumeTheServices, STATES.watchTheAlarms].flatMap((state) => [...invocationsBy(run, state)]);
  return [...new Set(begun.map(({ execution }) => execution))].flatMap((execution) => {
    const from = begun.find((one) => one.execution === execution)?.at ?? 0;
    const until = onwards
      .filter((one) => one.execution === execution)
      .map(({ at }) => at)
      .sort((a, b) => a - b)[0];
    const passed = checks.some(
      ({ exitCode, startedAt, endedAt = 0 }) => exitCode === 0 && startedAt >= from && endedAt <= (until ?? 0),
    );
    return until === undefined || passed ? [] : [`${named(run, execution)} went on, and no check has passed`];
  });
}

function leftRunning(run: Run, checks: readonly App[]): string[] {
  const left = actsOf(run)
    .filter(({ machine, operation }) => machine !== 'release' && operation === 'UpdateService')
    .filter(({ at, execution }) => {
      const began = executionOf(run, execution)?.startedAt ?? at;
      return checks.some((check) => check.startedAt < began && runsAt(check, at));
    });
  return left.slice(0, 1).map(({ execution }) => `${named(run, execution)} acted while a check of its release ran`);
}

const runsAt = ({ startedAt, endedAt }: App, at: number): boolean => startedAt <= at && (endedAt ?? at + 1) > at;

function named(run: Run, arn: string): string {
  const execution: Execution | undefined = executionOf(run, arn);
  return execution === undefined ? arn : nameOfExecution(execution);
}
