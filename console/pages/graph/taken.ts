import type { Graph, Node } from './fold.ts';

/**
 * The part of a graph that an execution has been in, without its questions: from each step to those it led to, over all that was
 * passed without a stop.
 */
export function taken({ start, nodes }: Graph, visited: (name: string) => boolean): Graph {
  const kept = (name: string): boolean => nodes.get(name)?.kind !== 'choice' && visited(name);
  const onwards = (from: readonly string[], seen: Set<string> = new Set()): string[] =>
    from.flatMap((name) => {
      if (seen.has(name)) return [];
      seen.add(name);
      if (kept(name)) return [name];
      const node = nodes.get(name);
      return node === undefined || !visited(name) ? [] : onwards(waysOf(node), seen);
    });
  const entries = [...nodes.values()].flatMap((node): [string, Node][] => {
    if (!kept(node.name)) return [];
    const { onError: _, ...rest } = node;
    return [[node.name, { ...rest, next: [...new Set(onwards(waysOf(node)))] }]];
  });
  return { start: onwards([start])[0] ?? start, nodes: new Map(entries) };
}

const waysOf = ({ next, onError }: Node): string[] => [...next, ...(onError === undefined ? [] : [onError])];
