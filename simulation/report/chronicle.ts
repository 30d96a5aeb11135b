import { createHash } from 'node:crypto';
import type { Call } from '../calls/call.ts';
import type { Run } from '../run/run.ts';

interface Line {
  readonly at: number;
  readonly text: string;
}

/** Everything that happened in a run, in order, in words: what `--seed` shows, and what two runs are compared by. */
export function chronicle({ world, person }: Run): string[] {
  const lines: Line[] = [
    ...person.deeds.map(({ at, what }) => ({ at, text: `person ${what}` })),
    ...world.facts.others.map(({ at, what }) => ({ at, text: `somebody else ${what}` })),
    ...world.mail.mails.map(({ at, topic, subject, body }) => ({
      at,
      text: `mail to ${topic}: ${subject} (${digest(body)})`,
    })),
    ...world.calls.map((call) => ({ at: call.at, text: textOf(call) })),
    ...world.states.executions().flatMap((execution) =>
      execution.history.events.map((event) => ({
        at: event.timestamp?.getTime() ?? 0,
        text: `${execution.options.name} ${event.type} ${event.stateEnteredEventDetails?.name ?? event.stateExitedEventDetails?.name ?? ''} ${digest(JSON.stringify(event))}`,
      })),
    ),
    ...world.facts.served.map(({ at, by, status, schema }) => ({
      at,
      text: `user got ${status} from ${by?.version ?? 'the load balancer'} ${schema}`,
    })),
  ];
  return lines
    .map((line, index) => ({ ...line, index }))
    .sort((a, b) => a.at - b.at || a.index - b.index)
    .map(({ at, text }) => `${new Date(at).toISOString()} ${text}`);
}

function textOf({ service, operation, state, step, execution, took, fault, error, input }: Call): string {
  return [
    `call ${service}:${operation} by "${state || step}" of ${tail(execution)}`,
    ...(took ? [] : ['(no effect)']),
    ...(fault === '' ? [] : [`FAULT ${fault}`]),
    ...(error === '' ? [] : [`-> ${error}`]),
    digest(JSON.stringify(input, inOrder)),
  ].join(' ');
}

/** Members by their names: a serializer sends them in the order of its schema. */
const inOrder = (_name: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

const digest = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);
const tail = (arn: string): string => arn.split(':').at(-1) ?? '';
