import { randomUUID } from 'node:crypto';
import { ResourceNotFoundException } from '@aws-sdk/client-eventbridge';
import type { BusEvent, Kernel } from '../../kernel/kernel.ts';
import type { EcsParameters } from './run-task.ts';

export interface Target {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly RetryPolicy?: { readonly MaximumEventAgeInSeconds?: number; readonly MaximumRetryAttempts?: number };
  readonly DeadLetterConfig?: { readonly Arn: string };
  readonly EcsParameters?: EcsParameters;
  readonly Input?: string;
}

export interface Rule {
  readonly name: string;
  readonly arn: string;
  readonly pattern: unknown;
  readonly targets: readonly Target[];
  /** `rate(1 minute)`; a rule has this or a pattern. */
  readonly schedule?: string;
  enabled: boolean;
}

/** Everything EventBridge knows. */
export class EventsState {
  readonly kernel: Kernel;
  readonly rules = new Map<string, Rule>();
  readonly closing = new AbortController();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  arnOf(rule: string | undefined): string {
    return `arn:aws:events:${this.kernel.region}:${this.kernel.account}:rule/${rule}`;
  }

  /** @throws ResourceNotFoundException */
  rule(name: string | undefined): Rule {
    const found = this.rules.get(name ?? '');
    if (found) return found;
    throw new ResourceNotFoundException({ message: `Rule ${name} does not exist.`, $metadata: {} });
  }

  /** An event in the envelope in which targets get it. */
  envelope(event: BusEvent): object {
    const { account, region, clock } = this.kernel;
    const time = new Date(clock.now()).toISOString();
    return { version: '0', id: randomUUID(), account, region, time, ...event };
  }
}
