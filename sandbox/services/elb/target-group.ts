import type { TargetGroup as Description, TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Clock } from '../../kernel/clock.ts';
import type { HealthCheck } from './health-check.ts';

/** A target as the proxy reaches it. */
export interface Target {
  readonly host: string;
  readonly port: number;
}

interface Registered extends Target {
  health: TargetHealth;
  readonly checking: AbortController;
  /** Real, of performance.now(). */
  readonly bootedBy: number;
  successes: number;
  failures: number;
}

/** A new target's first check comes this soon, in virtual ms; the others come at its group's interval. */
const FIRST_CHECK_MS = 5_000;
/**
 * A new target that takes no connection is not failed before this time, in REAL ms: its process starts at its own pace,
 * while intervals and thresholds shrink with the clock's factor.
 */
const BOOT_MS = 4_000;

export interface TargetGroupSettings {
  readonly arn: string;
  readonly description: Description;
  /** `deregistration_delay.timeout_seconds`. */
  readonly deregistrationDelaySeconds: number;
}

/** The targets of one group, their health, and whose turn it is. */
export class TargetGroup {
  readonly arn: string;
  readonly description: Description;
  private readonly drainMs: number;
  private readonly clock: Clock;
  private readonly check: HealthCheck;
  private readonly registered: Registered[] = [];
  private turn = 0;

  constructor({ arn, description, deregistrationDelaySeconds }: TargetGroupSettings, clock: Clock, check: HealthCheck) {
    this.arn = arn;
    this.description = description;
    this.drainMs = deregistrationDelaySeconds * 1000;
    this.clock = clock;
    this.check = check;
  }

  /** `targetgroup/<name>/<id>`: the value of CloudWatch's TargetGroup dimension. */
  get fullName(): string {
    return this.arn.slice(this.arn.lastIndexOf(':') + 1);
  }

  register(target: Target): void {
    if (this.find(target)) return;
    const added: Registered = {
      ...target,
      health: {
        State: 'initial',
        Reason: 'Elb.RegistrationInProgress',
        Description: 'Target registration is in progress',
      },
      checking: new AbortController(),
      bootedBy: performance.now() + BOOT_MS,
      successes: 0,
      failures: 0,
    };
    this.registered.push(added);
    void this.watch(added).catch(() => {}); // Ends by being aborted.
  }

  /** Sends it nothing more, and resolves when the deregistration delay is over and the target is gone. */
  async deregister(target: Target, signal?: AbortSignal): Promise<void> {
    const found = this.find(target);
    if (!found) return;
    found.checking.abort();
    found.health = {
      State: 'draining',
      Reason: 'Target.DeregistrationInProgress',
      Description: 'Target deregistration is in progress',
    };
    await this.clock.sleep(this.drainMs, signal);
    const index = this.registered.indexOf(found);
    if (index >= 0) this.registered.splice(index, 1);
  }

  /** The target of the next request, in turn among the healthy; among all when none is healthy (ALB fails open). */
  next(): Target | undefined {
    const candidates = this.registered.filter((target) => target.health.State !== 'draining');
    const healthy = candidates.filter((target) => target.health.State === 'healthy');
    const eligible = healthy.length > 0 ? healthy : candidates;
    this.turn += 1;
    return eligible[this.turn % eligible.length];
  }

  healthOf(target: Target): TargetHealth | undefined {
    return this.find(target)?.health;
  }

  targets(): readonly (Target & { readonly health: TargetHealth })[] {
    return this.registered;
  }

  count(state: 'healthy' | 'unhealthy'): number {
    return this.registered.filter((target) => target.health.State === state).length;
  }

  close(): void {
    for (const target of this.registered) target.checking.abort();
  }

  private find({ host, port }: Target): Registered | undefined {
    return this.registered.find((target) => target.host === host && target.port === port);
  }

  private async watch(target: Registered): Promise<void> {
    const signal = target.checking.signal;
    const intervalMs = (this.description.HealthCheckIntervalSeconds ?? 30) * 1000;
    await this.clock.sleep(Math.min(FIRST_CHECK_MS, intervalMs), signal);
    for (;;) {
      const failure = await this.check(target, this.description, signal);
      signal.throwIfAborted();
      if (failure === undefined) this.succeeded(target);
      else this.failed(target, failure);
      await this.clock.sleep(intervalMs, signal);
    }
  }

  private succeeded(target: Registered): void {
    target.failures = 0;
    target.successes += 1;
    // A new target needs one success, one that was unhealthy as many as the group says.
    const needed = target.health.State === 'unhealthy' ? (this.description.HealthyThresholdCount ?? 5) : 1;
    if (target.successes >= needed) target.health = { State: 'healthy' };
  }

  private failed(target: Registered, failure: TargetHealth): void {
    const unreachable = failure.Reason === 'Target.FailedHealthChecks';
    if (unreachable && target.health.State === 'initial' && performance.now() < target.bootedBy) return;
    target.successes = 0;
    target.failures += 1;
    if (target.failures >= (this.description.UnhealthyThresholdCount ?? 2)) target.health = failure;
  }
}
