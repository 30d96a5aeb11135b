import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Key, keysOf } from './keys.ts';
import { headOf, type Member, membersOf } from './members.ts';
import { type Node, type Source, sourceOf } from './source.ts';

const lib = fileURLToPath(new URL('../../lib', import.meta.url));

/** An export of the package. */
export interface Exported {
  readonly name: string;
  readonly head: string;
  readonly doc: string;
  readonly members: readonly Member[];
}

/** Every export, in the order in which the package names them. */
export const exportsOf = (): readonly Exported[] =>
  sourceOf(join(lib, 'index.ts')).exported.flatMap(({ file, names }) =>
    names.map((name) => {
      const found = sourceOf(file).find(name);
      if (found === undefined) throw new Error(`lib/index.ts exports ${name}, which ${file} does not declare.`);
      const { source, node } = found;
      return { name, head: headOf(source, node), doc: source.docOf(node), members: membersOf(source, node) };
    }),
  );

/** Every key of a configuration, as its schema has it. */
export function configurationKeys(): readonly Key[] {
  const source: Source = sourceOf(join(lib, 'configuration/schema.ts'));
  return keysOf(source, source.declared.get('environmentSchema')?.['init'] as Node);
}

/** `docs/api.md`. */
export function apiPage(): string {
  const chapters = exportsOf().map(({ name, head, doc, members }) =>
    [`## ${name}`, doc, `\`\`\`ts\n${head}\n\`\`\``, ...(members.length === 0 ? [] : [membersTable(members)])]
      .filter((part) => part !== '')
      .join('\n\n'),
  );
  return `# What the package gives

Made from the docstrings of its sources by a test (\`UPDATE_DOCUMENTS=1 vitest run test/documents\`): change it there. How to use it:
[the construct](construct.md).

${chapters.join('\n\n')}

## Keys of a configuration

Of a file in \`config/\`, and of \`ControlPlaneProps\`, where constructs may stand in the place of names and ARNs. A key without a default that may
be left out has none.

${keysTable(configurationKeys())}
`;
}

const membersTable = (members: readonly Member[]): string =>
  [
    '| Member | |',
    '| --- | --- |',
    ...members.map(({ signature, doc }) => `| \`${cell(signature)}\` | ${cell(doc)} |`),
  ].join('\n');

const keysTable = (keys: readonly Key[]): string =>
  [
    '| Key | Takes | May be left out | |',
    '| --- | --- | --- | --- |',
    ...keys.map(
      ({ path, takes, optional, fallback, doc }) =>
        `| \`${path}\` | ${cell(takes)} | ${optional ? (fallback === null ? 'yes' : `yes: \`${cell(fallback)}\``) : ''} | ${cell(doc)} |`,
    ),
  ].join('\n');

const cell = (text: string): string => text.replaceAll('|', '\\|');
