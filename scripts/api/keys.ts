import * as words from '../../lambdas/model/environment.ts';
import type { Node, Source } from './source.ts';

/** A key of the configuration. */
export interface Key {
  /** `database.connect.secret`; a list's items are `services[]`. */
  readonly path: string;
  readonly takes: string;
  readonly optional: boolean;
  /** As it is written; null: there is none. */
  readonly fallback: string | null;
  readonly doc: string;
}

/** Keys of an object of the schema, the objects within it after the key that holds them. */
export function keysOf(source: Source, node: Node, prefix = ''): readonly Key[] {
  const found = objectIn(source, node);
  if (found === undefined) return [];
  return found.flatMap(({ source: at, node: object }) =>
    (object['arguments'][0].properties as readonly Node[]).flatMap((property) => {
      const path = `${prefix}${property['key'].name}`;
      const value = property['value'] as Node;
      const inner = objectIn(at, value) ?? [];
      const list = inner.some((one) => one.many);
      const wrapped = named(at, value);
      const optional = isCall(wrapped.node, 'optional');
      const own: Key = {
        path: list ? `${path}[]` : path,
        takes:
          inner.length > 0 ? (list ? 'a list' : inner.length > 1 ? 'one of these' : 'an object') : takes(at, value),
        optional,
        fallback:
          optional && wrapped.node['arguments'][1] ? written(wrapped.source, wrapped.node['arguments'][1]) : null,
        doc: at.docOf(property) || docOfName(at, value),
      };
      return [own, ...keysOf(at, value, `${own.path}.`)];
    }),
  );
}

interface Found {
  readonly source: Source;
  readonly node: Node;
  readonly many: boolean;
}

/** The objects that a schema takes: itself, its items, or its alternatives. */
function objectIn(source: Source, node: Node, many = false): readonly Found[] | undefined {
  if (node.type === 'Identifier') {
    const found = source.find(node['name']);
    return found?.node['init'] && objectIn(found.source, found.node['init'], many);
  }
  if (isCall(node, 'strictObject')) return [{ source, node, many }];
  const [first] = (node['arguments'] ?? []) as readonly Node[];
  if (first === undefined) return undefined;
  if (isCall(node, 'optional') || isCall(node, 'pipe')) return objectIn(source, first, many);
  if (isCall(node, 'array')) return objectIn(source, first, true);
  const branches = isCall(node, 'lazy')
    ? [first['body'].consequent, first['body'].alternate]
    : isCall(node, 'union') || isCall(node, 'variant')
      ? (node['arguments'].find((one: Node) => one.type === 'ArrayExpression')?.elements ?? [])
      : [];
  const all = branches.flatMap((branch: Node) => (branch && objectIn(source, branch, many)) ?? []);
  return all.length === 0 ? undefined : all;
}

/** A schema that has a name, by what it is made of. */
function named(source: Source, node: Node): { readonly source: Source; readonly node: Node } {
  const found = node.type === 'Identifier' ? source.find(node['name']) : undefined;
  return found?.node['init'] ? { source: found.source, node: found.node['init'] } : { source, node };
}

/** A constant by its value. */
function written(source: Source, node: Node): string {
  const made = named(source, node);
  return made.node.type === 'Literal' ? made.source.textOf(made.node) : source.textOf(node);
}

const nameOf = ({ callee }: Node): string => callee?.property?.name ?? callee?.name ?? '';
const isCall = (node: Node, name: string): boolean => node.type === 'CallExpression' && nameOf(node) === name;

/** What a value must be, in the schema's own words: what its messages call expected, or its alternatives. */
function takes(source: Source, node: Node): string {
  if (node.type === 'Identifier') {
    const found = source.find(node['name']);
    return found?.node['init'] ? takes(found.source, found.node['init']) : node['name'];
  }
  const args = (node['arguments'] ?? []) as readonly Node[];
  const [first] = args;
  if (isCall(node, 'optional') && first) return takes(source, first);
  if (isCall(node, 'array') && first) return `a list: ${takes(source, first)}`;
  if (isCall(node, 'record') && args[1]) return `by name: ${takes(source, args[1])}`;
  if (isCall(node, 'picklist') && first)
    return alternatives(source, first)
      .map((one) => `\`${one}\``)
      .join(', ');
  if (isCall(node, 'pipe') && first) return expectedIn(args) ?? takes(source, first);
  if (isCall(node, 'union') && first?.type === 'ArrayExpression')
    return [...new Set((first['elements'] as readonly Node[]).map((one) => takes(source, one)))].join(', or ');
  if (NUMBERS[nameOf(node)] !== undefined && args.length === 2)
    return `${NUMBERS[nameOf(node)]} from ${args.map((one) => source.textOf(one).replaceAll('_', '')).join(' to ')}`;
  if (node.type === 'CallExpression')
    return textIn(args) ?? source.textOf(node).replace(/\bv\./g, '').replace(/\(\)$/, '');
  return source.textOf(node);
}

/** Helpers of the schema that take a range. */
const NUMBERS: Readonly<Record<string, string>> = { whole: 'a whole number', minutes: 'minutes' };

/** A text that a helper is given says what it expects. */
const textIn = (args: readonly Node[]): string | undefined =>
  args.find((one) => one.type === 'Literal' && typeof one['value'] === 'string')?.['value'];

const expectedIn = (args: readonly Node[]): string | undefined =>
  args
    .flatMap((one) => (one.type === 'CallExpression' ? (textIn(one['arguments']) ?? []) : []))
    .find((text) => text.startsWith('expected '))
    ?.replace(/^expected /, '');

function alternatives(source: Source, node: Node): readonly string[] {
  if (node.type === 'ArrayExpression') return (node['elements'] as readonly Node[]).map((one) => one['value']);
  const named = (words as Readonly<Record<string, unknown>>)[node['name']];
  if (Array.isArray(named)) return named;
  const own = source.find(node['name'])?.node['init'];
  return own === undefined ? [node['name']] : alternatives(source, own['expression'] ?? own);
}

/** A key whose schema has a name is described there. */
function docOfName(source: Source, node: Node): string {
  if (node.type === 'CallExpression' && nameOf(node) === 'optional') return docOfName(source, node['arguments'][0]);
  const found = node.type === 'Identifier' ? source.find(node['name']) : undefined;
  return found === undefined || found.source.path.endsWith('values.ts') ? '' : found.source.docOf(found.node);
}
