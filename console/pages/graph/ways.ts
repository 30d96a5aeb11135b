import type { Graph, Node } from './fold.ts';

/** The ways of a graph that are drawn as lines, from one node to the next, never back. */
export class Ways {
  /** Where the drawing begins: the start, then each group that only failures of several steps lead to. */
  readonly roots: readonly string[];
  private readonly nodes: Graph['nodes'];
  /** Node -> the steps whose failure leads there. */
  private readonly failing = new Map<string, string[]>();
  private readonly returns: ReadonlyMap<string, readonly string[]>;
  private readonly reached: ReadonlyMap<string, ReadonlySet<string>>;

  constructor({ start, nodes }: Graph) {
    this.nodes = nodes;
    for (const { name, onError } of nodes.values())
      if (onError !== undefined) this.failing.set(onError, [...(this.failing.get(onError) ?? []), name]);
    this.returns = returnsOf(nodes, [start, ...this.failing.keys()], (node) => this.drawn(node));
    this.reached = reachable(nodes, (node) => this.next(node.name));
    const fromStart = new Set([start, ...this.below(start)]);
    this.roots = [start, ...[...this.failing.keys()].filter((name) => !fromStart.has(name))];
  }

  next(name: string): string[] {
    const node = this.nodes.get(name);
    return node === undefined ? [] : this.drawn(node).filter((to) => !this.returnsTo(name).includes(to));
  }

  /** Nodes it may go back to. */
  returnsTo(name: string): readonly string[] {
    return this.returns.get(name) ?? [];
  }

  /** Steps whose failure leads to a node. */
  failuresTo(name: string): readonly string[] {
    return this.failing.get(name) ?? [];
  }

  /** All that the node leads to, near and far. */
  below(name: string): ReadonlySet<string> {
    return this.reached.get(name) ?? new Set();
  }

  /** How many ways lead to each node that is drawn. */
  arrivals(): Map<string, number> {
    const arrivals = new Map<string, number>();
    const drawn = new Set(this.roots.flatMap((root) => [root, ...this.below(root)]));
    for (const name of drawn) for (const to of this.next(name)) arrivals.set(to, (arrivals.get(to) ?? 0) + 1);
    return arrivals;
  }

  /** The longest way is the main one; but a single step aside is a detour, and the node it leads back to goes straight on. */
  mainFirst(name: string): string[] {
    const [first = '', second = '', ...rest] = this.next(name).sort((a, b) => this.below(b).size - this.below(a).size);
    const stepAside = this.below(first).has(second) && this.below(first).size === this.below(second).size + 1;
    return (stepAside ? [second, first, ...rest] : [first, second, ...rest]).filter((to) => to !== '');
  }

  /** A failure has a line only where no other failure leads to the same node: more lines would cross everything. */
  private drawn(node: Node): string[] {
    const { next, onError } = node;
    return onError !== undefined && this.failuresTo(onError).length === 1 ? [...next, onError] : [...next];
  }
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
