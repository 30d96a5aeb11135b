export interface Edge {
  readonly from: string;
  readonly to: string;
  /** The lane it runs down on between the two rows. */
  readonly lane: number;
  readonly failure: boolean;
}

type Origin = Pick<Edge, 'from' | 'failure'>;

/** A line that runs down on a lane to a node, and where it began. */
interface Line {
  readonly to: string;
  readonly origins: Origin[];
}

/** Which lines run down, lane by lane, at the row that is being drawn. */
export class Lanes {
  private readonly lines: (Line | undefined)[] = [];

  /** The lines to a node end in it; it stands on the leftmost of their lanes, or on a free one. */
  arrive(name: string): { readonly lane: number; readonly edges: readonly Edge[] } {
    const arriving = this.lines.flatMap((line, lane) => (line?.to === name ? [{ lane, origins: line.origins }] : []));
    const lane = arriving[0]?.lane ?? this.free(0);
    for (const line of arriving) this.lines[line.lane] = undefined;
    const edges = arriving.flatMap((line) => line.origins.map((origin) => ({ ...origin, to: name, lane: line.lane })));
    return { lane, edges };
  }

  /** The main way goes straight on. A line further left that leads there already takes it in; the lane is free again. */
  goOn(lane: number, to: string, origin: Origin): void {
    const line = this.lines.slice(0, lane).find((other) => other?.to === to);
    if (line === undefined) this.lines[lane] = { to, origins: [origin] };
    else line.origins.push(origin);
  }

  /** Any other way joins a line that leads there, or goes down on a lane of its own further right. */
  turnOff(lane: number, to: string, origin: Origin): void {
    const line = this.lines.find((other, at) => other?.to === to && at !== lane);
    if (line === undefined) this.lines[this.free(lane + 1)] = { to, origins: [origin] };
    else line.origins.push(origin);
  }

  private free(from: number): number {
    let lane = from;
    while (this.lines[lane] !== undefined) lane++;
    return lane;
  }
}
