import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { StatesError } from './errors.ts';

/** A Standard execution ends when its history would exceed this (hard limit). */
const MOST_EVENTS = 25_000;
/** Input and output of states and tasks (bytes, UTF-8). */
const LARGEST_PAYLOAD = 262_144;

/** An event, with where in the machine it happened: names of the Map and Parallel states around it, with their index. */
export type Told = HistoryEvent & { readonly path: readonly string[] };

export class History {
  readonly events: Told[] = [];
  private readonly now: () => number;
  private readonly told: (event: Told) => void;

  constructor(now: () => number, told: (event: Told) => void) {
    this.now = now;
    this.told = told;
  }

  add(path: readonly string[], event: Omit<HistoryEvent, 'id' | 'previousEventId' | 'timestamp'>): void {
    const id = this.events.length + 1;
    const full = { id, previousEventId: id - 1, timestamp: new Date(this.now()), path, ...event } as Told;
    this.events.push(full);
    this.told(full);
    if (id >= MOST_EVENTS && !event.type?.startsWith('Execution'))
      throw new StatesError(
        'States.Runtime',
        `The execution reached the maximum number of history events (${MOST_EVENTS}).`,
      );
  }
}

/** The value as JSON. @throws StatesError States.DataLimitExceeded */
export function payload(value: unknown, what: string): string {
  const text = JSON.stringify(value ?? null);
  if (Buffer.byteLength(text) > LARGEST_PAYLOAD) {
    throw new StatesError('States.DataLimitExceeded', `${what} has more than ${LARGEST_PAYLOAD} bytes.`);
  }
  return text;
}
