import { plain } from '../markdown.ts';
import type { Block, Document } from './model.ts';

/** The document as Markdown: nothing that people or AWS wrote in it becomes markup. */
export const asMarkdown = ({ title, sections }: Document): string =>
  [
    `# ${plain(title)}`,
    '',
    ...sections.flatMap(({ heading, blocks }) => [`## ${heading}`, '', ...blocks.flatMap(block)]),
  ].join('\n');

function block(one: Block): string[] {
  switch (one.kind) {
    case 'text':
      return [plain(one.text), ''];
    case 'ask':
      return [`_${one.text}_`, ''];
    case 'facts':
      return [...one.facts.map(([name, value]) => `- ${name}: ${plain(value)}`), ''];
    case 'link':
      return [`- ${one.name}: <${one.address}>`, ''];
    case 'list':
      return one.items.length === 0 ? [] : [...one.items.map((item) => `- ${plain(item)}`), ''];
    case 'table':
      return [
        row(one.head),
        row(one.head.map(() => '---')),
        ...one.rows.map((cells) => row(cells.map((cell) => (cell === '' ? ' ' : plain(cell))))),
        '',
      ];
    case 'figure':
      return [];
  }
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
