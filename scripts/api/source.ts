import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseAst } from 'vitest/node';

/** A node of ESTree with TypeScript, as far as it is read here. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  // biome-ignore lint/suspicious/noExplicitAny: each kind of node has members of its own.
  readonly [member: string]: any;
}

/** A file of TypeScript: what it declares, what it imports, and the docstrings before either. TypeScript 7 has no API for it. */
export class Source {
  readonly path: string;
  readonly text: string;
  /** Name -> its declaration, exported or not. */
  readonly declared = new Map<string, Node>();
  /** Name as it is used here -> the file, and its name there. */
  private readonly imported = new Map<string, { readonly file: string; readonly name: string }>();

  constructor(path: string) {
    this.path = path;
    this.text = readFileSync(path, 'utf8');
    for (const node of parseAst(this.text, { lang: 'ts' }).body as unknown as Node[]) {
      if (node.type === 'ImportDeclaration') this.imports(node);
      else this.declares(node, node['declaration'] ?? node);
    }
  }

  /** Where a name comes from: this file, or a file of ours that it is imported from; undefined: another package. */
  find(name: string): { readonly source: Source; readonly node: Node } | undefined {
    const own = this.declared.get(name);
    if (own !== undefined) return { source: this, node: own };
    const from = this.imported.get(name);
    return from === undefined ? undefined : sourceOf(from.file).find(from.name);
  }

  /** Files of ours that this one exports from, with the names. */
  get exported(): readonly { readonly file: string; readonly names: readonly string[] }[] {
    return (parseAst(this.text, { lang: 'ts' }).body as unknown as Node[])
      .filter(({ type, source }) => type === 'ExportNamedDeclaration' && source)
      .map(({ source, specifiers }) => ({
        file: join(dirname(this.path), source.value),
        names: specifiers.map((one: Node) => one['exported'].name),
      }));
  }

  /** The docstring right before a node, as one text; empty: there is none. */
  docOf({ start }: Pick<Node, 'start'>): string {
    const before = this.text.slice(0, start).replace(/(\s|export|default|readonly|abstract)*$/, '');
    if (!before.endsWith('*/')) return '';
    const [, doc = ''] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/$/.exec(before.slice(before.lastIndexOf('/**'))) ?? [];
    return doc
      .split('\n')
      .map((line) => line.replace(/^\s*\*? ?/, '').trim())
      .join(' ')
      .replace(/\{@link (\w+)\}/g, '`$1`')
      .trim();
  }

  textOf({ start, end }: Pick<Node, 'start' | 'end'>): string {
    return this.text.slice(start, end).replace(/\s+/g, ' ').trim();
  }

  private imports({ source, specifiers }: Node): void {
    if (!source.value.startsWith('.')) return;
    for (const { local, imported } of specifiers as Node[])
      if (imported !== undefined)
        this.imported.set(local.name, { file: join(dirname(this.path), source.value), name: imported.name });
  }

  private declares(statement: Node, node: Node): void {
    if (node.type === 'VariableDeclaration')
      for (const one of node['declarations'] as Node[])
        this.declared.set(one['id'].name, { ...one, start: statement.start, init: one['init'] });
    else if (node['id']?.name !== undefined) this.declared.set(node['id'].name, { ...node, start: statement.start });
  }
}

const read = new Map<string, Source>();
export function sourceOf(path: string): Source {
  const known = read.get(path) ?? new Source(path);
  read.set(path, known);
  return known;
}
