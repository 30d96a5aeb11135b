import type { Graph, Node } from './fold.ts';
import { type Edge, Lanes } from './lanes.ts';
import { Ways } from './ways.ts';

/** Where a node is drawn: one row each, on a lane (0 is the leftmost). */
export interface Row {
  readonly node: Node;
  readonly lane: number;
  /** First of a group that only failures lead to: which steps they are. */
  readonly afterFailureOf?: readonly string[];
  /** Where it may go back to, written as words: a line upwards would turn the map into a knot. */
  readonly returnsTo: readonly string[];
}

export interface Layout {
  readonly rows: readonly Row[];
  readonly edges: readonly Edge[];
  readonly lanes: number;
}

/**
 * Lays a graph out as the map of a line: the main way straight down, detours and branches on lanes beside it. Nodes that
 * only failures of several steps lead to come at the end, without lines: those would cross everything.
 */
export function layOut(graph: Graph): Layout {
  const ways = new Ways(graph);
  const lanes = new Lanes();
  const rows: Row[] = [];
  const edges: Edge[] = [];
  const arrivals = ways.arrivals();
  for (const root of ways.roots) {
    const ready = [root];
    for (let name = ready.pop(); name !== undefined; name = ready.pop()) {
      const node = graph.nodes.get(name);
      if (node === undefined) continue;
      const arrived = lanes.arrive(name);
      edges.push(...arrived.edges);
      const after = name === root && name !== graph.start ? { afterFailureOf: ways.failuresTo(name) } : {};
      rows.push({ node, lane: arrived.lane, returnsTo: ways.returnsTo(name), ...after });
      leave(node, arrived.lane, ways, lanes);
      const freed = ways.next(name).filter((to) => oneLess(arrivals, to) === 0);
      // Short ways first, so that a detour stands beside where it leaves the main way.
      ready.push(...freed.sort((a, b) => ways.below(b).size - ways.below(a).size));
    }
  }
  return { rows, edges, lanes: Math.max(1, ...[...rows, ...edges].map(({ lane }) => lane + 1)) };
}

function leave({ name, onError }: Node, lane: number, ways: Ways, lanes: Lanes): void {
  const [main, ...others] = ways.mainFirst(name);
  const origin = (to: string) => ({ from: name, failure: to === onError });
  if (main !== undefined) lanes.goOn(lane, main, origin(main));
  for (const to of others) lanes.turnOff(lane, to, origin(to));
}

/** How many ways still have to arrive at a node. */
function oneLess(arrivals: Map<string, number>, name: string): number {
  const left = (arrivals.get(name) ?? 1) - 1;
  arrivals.set(name, left);
  return left;
}
