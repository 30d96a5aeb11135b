import type { Failure } from '@aws-sdk/client-ecs';

/** What became of a call that should have started a task. */
export interface Refusal {
  /** Fargate has no room just now: asked again, it may have. */
  readonly capacity: boolean;
  /** ECS has said that it started nothing. Otherwise a task may run all the same. */
  readonly definite: boolean;
  readonly why: string;
}

/**
 * Reasons of ECS that waiting may mend: no capacity in the zone, or an agent that is not ready
 * (https://docs.aws.amazon.com/AmazonECS/latest/developerguide/api_failures_messages.html,
 * https://repost.aws/knowledge-center/ecs-fargate-runtask-capacity).
 */
export const isCapacity = (reason: string): boolean =>
  /^RESOURCE:|^AGENT$|capacity is unavailable|insufficient capacity|no container instances? (?:met|were found)/i.test(
    reason,
  );

/** An answer without a task. */
export function refusedBy(failures: readonly Failure[] | undefined): Refusal {
  const reasons = (failures ?? []).map(({ reason, detail }) => [reason, detail].filter(Boolean).join(' '));
  return {
    capacity: (failures ?? []).some(({ reason = '' }) => isCapacity(reason)),
    definite: reasons.length > 0,
    why: reasons.join(', ') || 'no reason given',
  };
}

/**
 * An error instead of an answer: null where it does not say that nothing was started. A token used with other parameters means that
 * an earlier call has started a task (`ConflictException`).
 */
export function refusedWith(error: unknown): Refusal | null {
  const { name, message, $fault } = error as Error & { $fault?: string };
  if ($fault !== 'client' || name === 'ConflictException') return null;
  return { capacity: isCapacity(message), definite: true, why: message };
}
