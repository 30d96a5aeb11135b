import { randomUUID } from 'node:crypto';
import type * as eb from '@aws-sdk/client-eventbridge';
import { type AccessCheck, onEverything } from '../../kernel/access.ts';
import type { BusEvent } from '../../kernel/kernel.ts';
import type { Operations } from '../../kernel/operation.ts';
import type { EventsState, Rule } from './state.ts';

export const eventOperations = (
  { kernel }: EventsState,
  publish: (event: BusEvent) => void,
): Operations<typeof eb> => ({
  PutEvents: {
    access: ({ Entries = [] }) =>
      Entries.map(({ Source = '', DetailType = '' }) => ({
        action: 'events:PutEvents',
        resource: `arn:aws:events:${kernel.region}:${kernel.account}:event-bus/default`,
        // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
        context: { 'events:source': Source, 'events:detail-type': DetailType },
      })),
    handle({ Entries = [] }) {
      for (const { Source = '', DetailType = '', Resources = [], Detail = '{}' } of Entries)
        publish({ source: Source, 'detail-type': DetailType, resources: Resources, detail: JSON.parse(Detail) });
      return { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: randomUUID() })) };
    },
  },
});

export const ruleOperations = (state: EventsState): Operations<typeof eb> => ({
  ListRules: {
    access: onEverything('events:ListRules'),
    handle: () => ({ Rules: [...state.rules.values()].map(describe) }),
  },

  DescribeRule: {
    access: ({ Name }) => [onRule(state, 'DescribeRule', Name)],
    handle: ({ Name }) => describe(state.rule(Name)),
  },

  EnableRule: {
    access: ({ Name }) => [onRule(state, 'EnableRule', Name)],
    handle({ Name }) {
      state.rule(Name).enabled = true;
      return {};
    },
  },

  DisableRule: {
    access: ({ Name }) => [onRule(state, 'DisableRule', Name)],
    handle({ Name }) {
      state.rule(Name).enabled = false;
      return {};
    },
  },

  ListTargetsByRule: {
    access: ({ Rule: name }) => [onRule(state, 'ListTargetsByRule', name)],
    handle: ({ Rule: name }) => ({
      Targets: state
        .rule(name)
        .targets.map(({ Id, Arn, RoleArn }) => ({ Id, Arn, ...(RoleArn === undefined ? {} : { RoleArn }) })),
    }),
  },
});

const onRule = (state: EventsState, action: string, name: string | undefined): AccessCheck => ({
  action: `events:${action}`,
  resource: state.arnOf(name),
});

function describe({ name, arn, enabled, schedule, pattern }: Rule) {
  return {
    Name: name,
    Arn: arn,
    EventBusName: 'default',
    State: enabled ? ('ENABLED' as const) : ('DISABLED' as const),
    ...(schedule === undefined ? { EventPattern: JSON.stringify(pattern) } : { ScheduleExpression: schedule }),
  };
}
