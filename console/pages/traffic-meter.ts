/** What users got in one real second. */
export interface Second {
  served: number;
  maintenance: number;
  errors: number;
}

/** A request as the load balancer saw it end. */
export interface Ended {
  readonly status: number;
  /** The load balancer's own page, which stands before the application in maintenance mode. */
  readonly fixedResponse?: boolean;
}

/** Seconds that are kept. */
export const KEPT = 240;

/** Counts what users got, second by second, for as long as a chart shows. */
export class TrafficMeter {
  private readonly seconds = new Map<number, Second>();
  private readonly clock: () => number;

  /** @param clock real ms */
  constructor(clock: () => number = Date.now) {
    this.clock = clock;
  }

  count({ status, fixedResponse }: Ended): void {
    const now = this.second;
    const second = this.seconds.get(now) ?? { served: 0, maintenance: 0, errors: 0 };
    this.seconds.set(now, second);
    if (fixedResponse === true && status >= 500) second.maintenance++;
    else if (status >= 500) second.errors++;
    else second.served++;
    for (const old of this.seconds.keys()) if (old < now - KEPT) this.seconds.delete(old);
  }

  /** The last seconds that are over, oldest first. */
  last(count = KEPT): Second[] {
    const now = this.second;
    return Array.from(
      { length: count },
      (_, index) => this.seconds.get(now - count + index) ?? { served: 0, maintenance: 0, errors: 0 },
    );
  }

  private get second(): number {
    return Math.floor(this.clock() / 1_000);
  }
}
