import jsonata from 'jsonata';
import { readPlaces } from './path.ts';
import { allOf, CALLED, COMPARED, LEFT, truth } from './plain-values.ts';
import type { Scope } from './scope.ts';

/** What an expression sees, and what it has bound itself. */
interface Seen {
  readonly scope: Scope;
  readonly bound: Map<string, unknown>;
}
/** The value of a part of an expression; {@link LEFT} where only JSONata can tell. */
type Part = (seen: Seen) => unknown;

/** A part of JSONata's tree, as much of it as is read here. */
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly steps?: readonly Node[];
  readonly lhs?: Node;
  readonly rhs?: Node;
  readonly condition?: Node;
  readonly then?: Node;
  readonly else?: Node;
  readonly arguments?: readonly Node[];
  readonly procedure?: Node;
  readonly expressions?: readonly Node[];
  readonly predicate?: readonly { readonly type: string; readonly expr: Node }[];
}

/** What a part may have; anything else (a group, an order, a focus) means more than is known here. */
const KNOWN = new Set(
  'type value position steps lhs rhs condition then else arguments procedure expressions predicate'.split(' '),
);
/** What a step of a plain path has. */
const BARE = new Set(['type', 'value', 'position']);
const hasMoreThan = (names: ReadonlySet<string>, node: Node): boolean =>
  Object.entries(node).some(([name, value]) => value !== undefined && !names.has(name));
const made = new Map<string, Part | undefined>();

/**
 * The value of an expression made of paths, comparisons and a few functions of single values, the same that JSONata gives,
 * without running it: these are nine of ten evaluations of a workflow. Undefined where only JSONata can tell, which an
 * expression and what it sees decide alone: it is the same every time.
 */
export function readPlain(code: string, scope: Scope): unknown {
  if (!made.has(code)) made.set(code, partOf(jsonata(code).ast() as unknown as Node));
  const value = made.get(code)?.({ scope, bound: new Map() });
  if (value === LEFT || Object.is(value, -0)) return undefined;
  return typeof value === 'object' && value !== null ? undefined : value;
}

/** @returns undefined: not one of the kinds that are known here */
function partOf(node: Node | undefined): Part | undefined {
  if (node === undefined || hasMoreThan(KNOWN, node)) return undefined;
  if (node.predicate !== undefined) return lastOfSorted(node);
  switch (node.type) {
    case 'string':
    case 'number':
    case 'value':
      return () => node.value;
    case 'variable':
      return place([node]);
    case 'path':
      return place(node.steps ?? []);
    case 'condition':
      return choice(node);
    case 'binary':
      return operation(node);
    case 'function':
      return call(node);
    case 'block':
      return block(node.expressions ?? []);
    default:
      return undefined;
  }
}

function place([first, ...others]: readonly Node[]): Part | undefined {
  const plain = [first, ...others].every(
    (step, at) => step?.type === (at === 0 ? 'variable' : 'name') && !hasMoreThan(BARE, step),
  );
  if (!plain) return undefined;
  const name = String(first?.value);
  const fields = others.map(({ value }) => String(value));
  return ({ scope, bound }) => {
    if (!bound.has(name)) return readPlaces(name, fields, scope, LEFT);
    return fields.length === 0 ? bound.get(name) : LEFT;
  };
}

function choice(node: Node): Part | undefined {
  const [condition, yes, no] = [partOf(node.condition), partOf(node.then), partOf(node.else)];
  if (condition === undefined || yes === undefined || no === undefined) return undefined;
  return (seen) => {
    const is = truth(condition(seen));
    return is === LEFT ? LEFT : is ? yes(seen) : no(seen);
  };
}

function operation({ value, lhs, rhs }: Node): Part | undefined {
  const [left, right] = [partOf(lhs), partOf(rhs)];
  if (left === undefined || right === undefined) return undefined;
  if (value === 'and' || value === 'or')
    return (seen) => {
      const first = truth(left(seen));
      if (first === LEFT || first === (value === 'or')) return first;
      return truth(right(seen));
    };
  const compared = COMPARED[String(value)];
  if (compared === undefined) return undefined;
  return (seen) => {
    const [a, b] = [left(seen), right(seen)];
    return a === LEFT || b === LEFT ? LEFT : compared(a, b);
  };
}

function call(node: Node, sorted = false): Part | undefined {
  const [given, more] = node.arguments ?? [];
  const name = String(node.procedure?.value);
  // All that a sorted list is taken for here is its last.
  if ((name === 'sort') !== sorted) return undefined;
  const called = Object.hasOwn(CALLED, name) ? CALLED[name] : undefined;
  if (node.procedure?.type !== 'variable' || called === undefined || given === undefined || more !== undefined)
    return undefined;
  const argument = given.type === 'unary' ? list(given) : partOf(given);
  if (argument === undefined) return undefined;
  return (seen) => {
    // A variable with the name of a function hides it.
    if (seen.bound.has(name) || seen.scope.variables[name] !== undefined) return LEFT;
    const value = argument(seen);
    return value === LEFT ? LEFT : called(value, given.type === 'unary');
  };
}

/** `[a, b]`, of single values. */
function list(node: Node): Part | undefined {
  if (node.value !== '[' || node.predicate !== undefined) return undefined;
  if (hasMoreThan(KNOWN, node)) return undefined;
  const parts = (node.expressions ?? []).map(partOf);
  if (!parts.every((part) => part !== undefined)) return undefined;
  return (seen) => allOf(parts.map((part) => part(seen)));
}

/** `$sort([a, b])[-1]`. */
function lastOfSorted({ predicate = [], ...node }: Node): Part | undefined {
  const [filter, more] = predicate;
  if (node.procedure?.value !== 'sort' || filter?.expr.value !== -1 || filter.expr.type !== 'number') return undefined;
  if (more !== undefined || node.arguments?.[0]?.type !== 'unary') return undefined;
  return call(node, true);
}

function block(expressions: readonly Node[]): Part | undefined {
  const steps = expressions.map((node) => {
    const bind = node.type === 'bind' && node.lhs?.type === 'variable' ? String(node.lhs.value) : undefined;
    return { bind, part: partOf(bind === undefined ? node : node.rhs) };
  });
  if (steps.length === 0 || steps.some(({ part }) => part === undefined)) return undefined;
  return ({ scope, bound }) => {
    const inside = { scope, bound: steps.length === 1 ? bound : new Map(bound) };
    let value: unknown;
    for (const { bind, part } of steps) {
      value = part?.(inside);
      if (value === LEFT || (bind !== undefined && (value === undefined || typeof value === 'object'))) return LEFT;
      if (bind !== undefined) inside.bound.set(bind, value);
    }
    return value;
  };
}
