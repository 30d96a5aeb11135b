/** Somebody who waits for a time. */
export interface Waiting {
  readonly at: number;
  /** Of two who wait for the same time, the first who asked is first. */
  readonly order: number;
  /** undefined: cancelled. */
  wake: (() => void) | undefined;
}

/** Who waits, the next one first: a binary heap. */
export class EventQueue {
  private readonly heap: Waiting[] = [];

  push(waiting: Waiting): void {
    const { heap } = this;
    let at = heap.length;
    heap.push(waiting);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = heap[parent];
      if (above === undefined || before(above, waiting)) break;
      heap[at] = above;
      at = parent;
    }
    heap[at] = waiting;
  }

  /** The next that nobody has cancelled. */
  pop(): Waiting | undefined {
    const { heap } = this;
    for (;;) {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined) return undefined;
      if (heap.length > 0) this.sink(last);
      if (first.wake !== undefined) return first;
    }
  }

  private sink(waiting: Waiting): void {
    const { heap } = this;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      if (left === undefined) break;
      const [child, index] = right !== undefined && before(right, left) ? [right, 2 * at + 2] : [left, 2 * at + 1];
      if (before(waiting, child)) break;
      heap[at] = child;
      at = index;
    }
    heap[at] = waiting;
  }
}

const before = (a: Waiting, b: Waiting): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
