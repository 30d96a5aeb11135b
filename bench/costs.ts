import type { Counts } from './way.ts';

/**
 * On-demand prices in dollars, without free tiers, read on 2026-11-28:
 * https://aws.amazon.com/step-functions/pricing/ and https://aws.amazon.com/lambda/pricing/ (arm64).
 */
export const PRICES = {
  'us-east-1': { thousandTransitions: 0.025, millionRequests: 0.2, gigabyteSecond: 0.0000133334 },
  'sa-east-1': { thousandTransitions: 0.0375, millionRequests: 0.2, gigabyteSecond: 0.0000133334 },
} as const;

/** Assumed: what an invocation is billed for, at the memory that every step has. */
export const INVOCATION_SECONDS = 0.3;
export const MEMORY_GIGABYTES = 0.5;

/** Cents that a workflow costs by itself, by Region: transitions and functions. What it starts (a restore, a snapshot) is not in it. */
export function centsOf({
  transitions,
  invocations,
}: Pick<Counts, 'transitions' | 'invocations'>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(PRICES).map(([region, price]) => {
      const steps = (transitions / 1_000) * price.thousandTransitions;
      const calls = (invocations / 1_000_000) * price.millionRequests;
      const time = invocations * INVOCATION_SECONDS * MEMORY_GIGABYTES * price.gigabyteSecond;
      return [region, Math.round((steps + calls + time) * 10_000) / 100];
    }),
  );
}
