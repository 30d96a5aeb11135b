import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compare } from '../permissions/compare.ts';
import { document } from '../permissions/document.ts';
import { granted } from '../permissions/granted.ts';

const file = new URL('../../docs/permissions.md', import.meta.url);

/** Headings and sentences: tables need what every scenario exercised, and are compared once these have run. */
const sentences = (text: string): string[] =>
  text.split('\n').filter((line) => line !== '' && !line.startsWith('|') && !line.startsWith('Nothing but what'));

/** The sentence before a handler is part of the document: an edit of it is seen here, before the scenarios have run. */
it('docs/permissions.md has a section for everything that is deployed, and says what it does', () => {
  const grants = granted();
  const everything = grants.flatMap(({ id, actions, resources }) =>
    actions.flatMap((_action, a) => resources.map((_resource, r) => `${id}#${a}#${r}`)),
  );
  const all = { scenario: 'all', policies: '', deployment: [], run: everything, denied: [], dependent: [] };
  const now = document(compare(grants, [all], []).rows);
  if (process.env['UPDATE_DOCUMENTS'] !== undefined) writeFileSync(file, withTables(now, readFileSync(file, 'utf8')));
  expect(
    sentences(readFileSync(file, 'utf8')),
    'UPDATE_DOCUMENTS=1 writes them; who exercised what needs "UPDATE_PERMISSIONS=1 npm test"',
  ).toEqual(sentences(now));
});

/** The document as it is now, with the written tables where there are any: they say who exercised what. */
function withTables(now: string, written: string): string {
  const tables = new Map(blocks(written).map((block) => [headingOf(block), tableOf(block)]));
  return blocks(now)
    .map((block) => {
      const table = tables.get(headingOf(block));
      return table === undefined ? block.replaceAll('| all |', '| … |') : block.replace(tableOf(block), () => table);
    })
    .join('\n');
}

const blocks = (text: string): string[] => text.split(/\n(?=##)/);
const headingOf = (block: string): string => block.split('\n')[0] ?? '';
const tableOf = (block: string): string => /\n\|[\s\S]*$/.exec(block)?.[0] ?? '';
