import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { HistoryFull, StatesError } from './errors.ts';

/** A Standard execution fails when its history would exceed this (hard limit, Developer Guide, service-quotas). */
export const MOST_EVENTS = 25_000;
/** Input and output of states, tasks and executions (bytes, UTF-8). */
export const LARGEST_PAYLOAD = 262_144;

/** An event, with where in the machine it happened: names of the Map and Parallel states around it, with their index. */
export type PlacedEvent = HistoryEvent & { readonly path: readonly string[] };

/** A line of events: each names the one before it in the same branch or iteration. */
export interface Trail {
  readonly path: readonly string[];
  last: number;
}

export type NewEvent = Omit<HistoryEvent, 'id' | 'previousEventId' | 'timestamp'>;

export class History {
  readonly events: PlacedEvent[] = [];
  private readonly now: () => number;
  private readonly onEvent: (event: PlacedEvent) => void;

  constructor(now: () => number, onEvent: (event: PlacedEvent) => void) {
    this.now = now;
    this.onEvent = onEvent;
  }

  /**
   * Adds an event and gives its id. The last place is kept for the event that ends the execution.
   * @throws HistoryFull
   */
  add(trail: Trail, event: NewEvent): number {
    if (this.full && !event.type?.startsWith('Execution')) throw new HistoryFull();
    const id = this.events.length + 1;
    const full = { id, previousEventId: trail.last, timestamp: new Date(this.now()), path: trail.path, ...event };
    trail.last = id;
    this.events.push(full as PlacedEvent);
    this.onEvent(full as PlacedEvent);
    return id;
  }

  get full(): boolean {
    return this.events.length + 1 >= MOST_EVENTS;
  }
}

/** Texts of objects that were serialized before: nobody changes a state's input or output. */
const written = new WeakMap<object, string>();

/** The value as JSON. */
export function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const known = written.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value);
  written.set(value, text);
  return text;
}

/** The value of a JSON text; its text stays known, since nobody changes the value. */
export function parsed(text: string): unknown {
  const value = JSON.parse(text) as unknown;
  if (typeof value === 'object' && value !== null) written.set(value, text);
  return value;
}

/** The value as JSON. @throws StatesError States.DataLimitExceeded */
export function payload(value: unknown, of: string): string {
  const text = textOf(value);
  // A character has at most three bytes in UTF-8 for each of its UTF-16 units: short texts need no counting.
  if (text.length * 3 > LARGEST_PAYLOAD && Buffer.byteLength(text) > LARGEST_PAYLOAD) {
    throw new StatesError(
      'States.DataLimitExceeded',
      `The state/task '${of}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
  }
  return text;
}
