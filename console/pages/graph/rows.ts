import type { Graph, Node } from './fold.ts';

/** Where a node is drawn: one row each, on a lane (0 is the leftmost). */
export interface Row {
  readonly node: Node;
  readonly lane: number;
  /** First of a group that only failures lead to: which steps they are. */
  readonly afterFailureOf?: readonly string[];
  /** Where it may go back to. Told in words: a line upwards would turn the map into a knot. */
  readonly returnsTo: readonly string[];
}

export interface Edge {
  readonly from: string;
  readonly to: string;
  /** The lane it runs down on between the two rows. */
  readonly lane: number;
  readonly failure: boolean;
}

export interface Layout {
  readonly rows: readonly Row[];
  readonly edges: readonly Edge[];
  readonly lanes: number;
}

/**
 * Lays a graph out as the map of a line: the main way straight down, detours and branches on lanes beside it. What only the
 * failures of several steps lead to comes at the end, without lines: they would cross everything.
 */
export function layOut({ start, nodes }: Graph): Layout {
  const failing = new Map<string, string[]>();
  for (const { name, onError } of nodes.values())
    if (onError !== undefined) failing.set(onError, [...(failing.get(onError) ?? []), name]);
  const drawn = (node: Node): string[] => [
    ...node.next,
    ...(node.onError !== undefined && failing.get(node.onError)?.length === 1 ? [node.onError] : []),
  ];
  const returns = returnsOf(nodes, [start, ...failing.keys()], drawn);
  const next = (node: Node): string[] => drawn(node).filter((to) => !returns.get(node.name)?.includes(to));
  const below = reachable(nodes, next);
  const size = (name: string) => below.get(name)?.size ?? 0;
  const fromStart = new Set([start, ...(below.get(start) ?? [])]);
  const roots = [start, ...[...failing.keys()].filter((name) => !fromStart.has(name))];

  const rows: Row[] = [];
  const edges: Edge[] = [];
  /** Per lane: the node that a line on it leads to, and where the line began. */
  const pending: ({ to: string; from: { name: string; failure: boolean }[] } | undefined)[] = [];
  const waits = new Map<string, number>();
  const seen = new Set(roots.flatMap((root) => [root, ...(below.get(root) ?? [])]));
  for (const name of seen) {
    const node = nodes.get(name);
    if (node !== undefined) for (const to of next(node)) waits.set(to, (waits.get(to) ?? 0) + 1);
  }
  const free = (after: number): number => {
    for (let lane = after; ; lane++) if (pending[lane] === undefined) return lane;
  };

  /** The longest way is the main one; but a single step aside is aside, and what it leads back to goes straight on. */
  const mainFirst = (names: readonly string[]): string[] => {
    const [first = '', second = '', ...rest] = [...names].sort((a, b) => size(b) - size(a));
    const stepAside = below.get(first)?.has(second) === true && size(first) === size(second) + 1;
    return (stepAside ? [second, first, ...rest] : [first, second, ...rest]).filter((name) => name !== '');
  };

  const place = (name: string, root: boolean): void => {
    const node = nodes.get(name);
    if (node === undefined) return;
    const arriving = pending.flatMap((line, lane) => (line?.to === name ? [{ lane, from: line.from }] : []));
    const lane = arriving[0]?.lane ?? free(0);
    for (const line of arriving) {
      for (const { name: from, failure } of line.from) edges.push({ from, to: name, lane: line.lane, failure });
      pending[line.lane] = undefined;
    }
    rows.push({
      node,
      lane,
      returnsTo: returns.get(name) ?? [],
      ...(root && name !== start ? { afterFailureOf: failing.get(name) ?? [] } : {}),
    });
    const [main, ...others] = mainFirst(next(node));
    if (main !== undefined) {
      // A line further left that leads there already takes this one in; the lane is free again.
      const line = pending.slice(0, lane).find((p) => p?.to === main);
      const from = { name, failure: main === node.onError };
      if (line === undefined) pending[lane] = { to: main, from: [from] };
      else line.from.push(from);
    }
    for (const to of others) {
      const line = pending.find((p, at) => p?.to === to && at !== lane);
      const from = { name, failure: to === node.onError };
      if (line === undefined) pending[free(lane + 1)] = { to, from: [from] };
      else line.from.push(from);
    }
  };

  for (const root of roots) {
    const ready = [root];
    for (let name = ready.pop(); name !== undefined; name = ready.pop()) {
      place(name, name === root);
      const node = nodes.get(name);
      const freed = (node === undefined ? [] : next(node)).filter((to) => {
        const left = (waits.get(to) ?? 1) - 1;
        waits.set(to, left);
        return left === 0;
      });
      // Short ways first, so that a detour stands beside where it leaves the main way.
      ready.push(...freed.sort((a, b) => size(b) - size(a)));
    }
  }
  return { rows, edges, lanes: Math.max(1, ...rows.map((row) => row.lane + 1), ...edges.map((edge) => edge.lane + 1)) };
}

function reachable(nodes: ReadonlyMap<string, Node>, next: (node: Node) => string[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const visit = (name: string): Set<string> => {
    const known = found.get(name);
    if (known !== undefined) return known;
    const all = new Set<string>();
    const node = nodes.get(name);
    for (const to of node === undefined ? [] : next(node)) {
      all.add(to);
      for (const further of visit(to)) all.add(further);
    }
    found.set(name, all);
    return all;
  };
  for (const name of nodes.keys()) visit(name);
  return found;
}

/** The ways that lead back to a node they came through, by where they begin; without them there is no loop. */
function returnsOf(
  nodes: ReadonlyMap<string, Node>,
  roots: readonly string[],
  next: (node: Node) => string[],
): Map<string, string[]> {
  const returns = new Map<string, string[]>();
  const seen = new Set<string>();
  const visit = (name: string, through: ReadonlySet<string>): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const node = nodes.get(name);
    for (const to of node === undefined ? [] : next(node)) {
      if (through.has(to)) returns.set(name, [...(returns.get(name) ?? []), to]);
      else visit(to, new Set([...through, to]));
    }
  };
  for (const root of roots) visit(root, new Set([root]));
  return returns;
}
