import { randomUUID } from 'node:crypto';
import * as eb from '@aws-sdk/client-eventbridge';
import type { Principal } from '../../kernel/access.ts';
import type { BusEvent, Kernel } from '../../kernel/kernel.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { matchesPattern } from './pattern.ts';
import { rateOf } from './rate.ts';

interface Target {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly RetryPolicy?: { readonly MaximumEventAgeInSeconds?: number; readonly MaximumRetryAttempts?: number };
  readonly DeadLetterConfig?: { readonly Arn: string };
}

interface RuleState {
  readonly name: string;
  readonly arn: string;
  readonly pattern: unknown;
  readonly targets: readonly Target[];
  /** `rate(1 minute)`; a rule has this or a pattern. */
  readonly schedule?: string;
  enabled: boolean;
}

export interface Events extends ServiceModel<typeof eb> {
  /** Puts an event on the bus; rules see it asynchronously. */
  publish(event: BusEvent): void;
  /** What happens to an event on its way: for tests of lost and doubled events. */
  delivery: (event: BusEvent) => 'once' | 'never' | 'twice';
}

/** EventBridge waits about a second, then longer, between tries. Virtual ms. */
const RETRY_MS = 5_000;

/** The default bus: rules with event patterns, targets with retries and a dead-letter queue. */
export function createEvents(kernel: Kernel): Events {
  const rules = new Map<string, RuleState>();
  const closing = new AbortController();

  const send = async (rule: RuleState, target: Target, event: object): Promise<void> => {
    const service: Principal = {
      arn: 'events.amazonaws.com',
      service: 'events.amazonaws.com',
      context: { 'aws:SourceArn': rule.arn },
    };
    const born = kernel.clock.now();
    const oldest = (target.RetryPolicy?.MaximumEventAgeInSeconds ?? 86_400) * 1_000;
    const tries = (target.RetryPolicy?.MaximumRetryAttempts ?? 185) + 1;
    for (let n = 0; n < tries && kernel.clock.now() - born <= oldest; n++) {
      try {
        if (target.RoleArn !== undefined)
          kernel.credentials(target.RoleArn, { service: 'events.amazonaws.com', sourceArn: rule.arn });
        await kernel.deliver(target.Arn, event, target.RoleArn === undefined ? service : { arn: target.RoleArn });
        return;
      } catch (error) {
        kernel.log(`EventBridge could not deliver to ${target.Arn}: ${(error as Error).message}`);
        // What is not permitted will not be in a minute either: EventBridge does not try it again.
        if ((error as Error).name === 'AccessDeniedException') break;
        await kernel.clock.sleep(RETRY_MS * (n + 1));
      }
    }
    if (target.DeadLetterConfig !== undefined) await kernel.deliver(target.DeadLetterConfig.Arn, event, service);
  };

  /** A scheduled rule fires at its rate from its creation on; each firing is an event of its own. */
  const runSchedule = async (name: string, everyMs: number): Promise<void> => {
    while (!closing.signal.aborted) {
      try {
        await kernel.clock.sleep(everyMs, closing.signal);
      } catch {
        return;
      }
      const rule = rules.get(name);
      if (rule === undefined) return;
      if (!rule.enabled) continue;
      const event = {
        version: '0',
        id: randomUUID(),
        account: kernel.account,
        region: kernel.region,
        time: new Date(kernel.clock.now()).toISOString(),
        source: 'aws.events',
        'detail-type': 'Scheduled Event',
        resources: [rule.arn],
        detail: {},
      };
      for (const target of rule.targets)
        send(rule, target, event).catch((error: Error) => kernel.log(`EventBridge lost an event: ${error.message}`));
    }
  };

  const events: Events = {
    signingName: 'events',
    module: eb,
    delivery: () => 'once',
    async close() {
      closing.abort();
    },
    publish(event) {
      const times = { once: 1, never: 0, twice: 2 }[events.delivery(event)];
      const envelope = {
        version: '0',
        id: randomUUID(),
        account: kernel.account,
        region: kernel.region,
        time: new Date(kernel.clock.now()).toISOString(),
        ...event,
      };
      for (const rule of rules.values()) {
        if (!rule.enabled || rule.schedule !== undefined || !matchesPattern(rule.pattern, envelope)) continue;
        for (const target of rule.targets) {
          for (let n = 0; n < times; n++)
            send(rule, target, envelope).catch((error: Error) =>
              kernel.log(`EventBridge lost an event: ${error.message}`),
            );
        }
      }
    },
    access: {
      PutEvents: () => [
        { action: 'events:PutEvents', resource: `arn:aws:events:${kernel.region}:${kernel.account}:event-bus/default` },
      ],
      ListRules: () => [{ action: 'events:ListRules', resource: '*' }],
      DescribeRule: (i: never) => [{ action: 'events:DescribeRule', resource: arnOf((i as { Name: string }).Name) }],
      EnableRule: (i: never) => [{ action: 'events:EnableRule', resource: arnOf((i as { Name: string }).Name) }],
      DisableRule: (i: never) => [{ action: 'events:DisableRule', resource: arnOf((i as { Name: string }).Name) }],
      ListTargetsByRule: (i: never) => [
        { action: 'events:ListTargetsByRule', resource: arnOf((i as { Rule: string }).Rule) },
      ],
    },
    handlers: {
      PutEvents({ Entries = [] }) {
        for (const entry of Entries) {
          events.publish({
            source: entry.Source ?? '',
            'detail-type': entry.DetailType ?? '',
            resources: entry.Resources ?? [],
            detail: JSON.parse(entry.Detail ?? '{}'),
          });
        }
        return { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: randomUUID() })) };
      },
      ListRules: () => ({ Rules: [...rules.values()].map(describe) }),
      DescribeRule: ({ Name }) => describe(find(Name)),
      EnableRule({ Name }) {
        find(Name).enabled = true;
        return {};
      },
      DisableRule({ Name }) {
        find(Name).enabled = false;
        return {};
      },
      ListTargetsByRule: ({ Rule }) => ({
        Targets: find(Rule).targets.map(({ Id, Arn, RoleArn }) => ({
          Id,
          Arn,
          ...(RoleArn === undefined ? {} : { RoleArn }),
        })),
      }),
    },
    resources: {
      'AWS::Events::Rule': (properties, { generatedName }) => {
        for (const target of properties['Targets'] ?? []) {
          for (const field of ['Input', 'InputPath', 'InputTransformer'])
            if (field in target) throw new Error(`the sandbox does not model a target's ${field}`);
        }
        const name: string = properties['Name'] ?? generatedName;
        const every = rateOf(properties['ScheduleExpression']);
        rules.set(name, {
          name,
          arn: arnOf(name),
          pattern: properties['EventPattern'],
          targets: properties['Targets'] ?? [],
          enabled: properties['State'] !== 'DISABLED',
          ...(every === undefined ? {} : { schedule: properties['ScheduleExpression'] as string }),
        });
        if (every !== undefined) void runSchedule(name, every);
        return { ref: name, attributes: { Arn: arnOf(name) } };
      },
    },
  };
  function arnOf(name: string | undefined): string {
    return `arn:aws:events:${kernel.region}:${kernel.account}:rule/${name}`;
  }
  function find(name: string | undefined): RuleState {
    const rule = rules.get(name ?? '');
    if (rule === undefined)
      throw new eb.ResourceNotFoundException({ message: `Rule ${name} does not exist.`, $metadata: {} });
    return rule;
  }
  function describe(rule: RuleState) {
    return {
      Name: rule.name,
      Arn: rule.arn,
      State: rule.enabled ? ('ENABLED' as const) : ('DISABLED' as const),
      ...(rule.schedule === undefined
        ? { EventPattern: JSON.stringify(rule.pattern) }
        : { ScheduleExpression: rule.schedule }),
    };
  }
  return events;
}
