/** How far a task of a service is. `healthy`: it runs, and its target is healthy if the service has a load balancer. */
export type Progress = 'starting' | 'healthy' | 'unhealthy';

export interface Placed<T> {
  readonly task: T;
  readonly progress: Progress;
}

export interface Situation<T> {
  readonly desired: number;
  /** Percent of `desired` that must stay healthy, rounded up. */
  readonly minimumHealthyPercent: number;
  /** Percent of `desired` that may exist, rounded down. */
  readonly maximumPercent: number;
  /** Tasks of the deployment that is rolled out; none that is stopping. */
  readonly primary: readonly Placed<T>[];
  /** Tasks of the deployments before it; none that is stopping. */
  readonly old: readonly Placed<T>[];
  /** False while a failed deployment, or the pause after a failed task, forbids new ones. */
  readonly mayLaunch: boolean;
  /** True when the deployment has failed for good: what ran before stays. */
  readonly failed: boolean;
}

/** The next move of ECS's service scheduler in a rolling update. */
export function schedule<T>(situation: Situation<T>): { launch: number; stop: T[] } {
  const { desired, primary, old, failed } = situation;
  const most = Math.floor((desired * situation.maximumPercent) / 100);
  const least = Math.ceil((desired * situation.minimumHealthyPercent) / 100);

  const tooMany = Math.max(0, primary.length - desired);
  const surplus = [...primary].sort((a, b) => rank(a) - rank(b)).slice(0, tooMany);
  const kept = primary.filter((placed) => !surplus.includes(placed));

  const healthy = [...kept, ...old].filter(({ progress }) => progress === 'healthy').length;
  const spare = Math.max(0, healthy - least);
  // Old tasks that are not healthy do not count for the minimum, and go first.
  const useless = old.filter(({ progress }) => progress !== 'healthy');
  const replaced = old.filter(({ progress }) => progress === 'healthy').slice(0, spare);
  const oldOnes = desired === 0 ? old : failed ? [] : [...useless, ...replaced];

  const room = Math.max(0, most - kept.length - old.length);
  const launch = situation.mayLaunch && !failed ? Math.min(Math.max(0, desired - kept.length), room) : 0;
  return { launch, stop: [...surplus, ...oldOnes].map(({ task }) => task) };
}

/** Surplus tasks are stopped in this order. */
const rank = ({ progress }: Placed<unknown>) => ['unhealthy', 'starting', 'healthy'].indexOf(progress);

/** Failed tasks after which the circuit breaker ends a deployment: half of the desired, at least 3, at most 200. */
export function breakerThreshold(desired: number): number {
  return Math.min(200, Math.max(3, Math.ceil(desired / 2)));
}
