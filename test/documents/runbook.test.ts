import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (file: string) => readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8');

interface Section {
  readonly level: string;
  readonly heading: string;
  readonly body: string;
}

const sectionsOf = (text: string): Section[] => {
  const parts = text.split(/^(#{1,3}) (.+)$/m);
  return Array.from({ length: (parts.length - 1) / 3 }, (_, n) => ({
    level: parts[n * 3 + 1] ?? '',
    heading: parts[n * 3 + 2] ?? '',
    body: (parts[n * 3 + 3] ?? '').trim(),
  }));
};

/** Commands as they are; of an input, its keys and all values but the reason, which is a person's. */
const blocksOf = (body: string): string[] =>
  [...body.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, kind, code = '']) =>
    kind === 'json' ? JSON.stringify({ ...(JSON.parse(code) as object), reason: '' }) : code,
  );

/** Names of states, errors, keys, functions: what is written the same in every language. */
const namesIn = (body: string): string[] => {
  const prose = body.replace(/```[\s\S]*?```/g, '').replace(/\s+/g, ' ');
  return [...new Set([...prose.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name))].sort();
};

describe('the runbook in Portuguese', () => {
  const english = sectionsOf(read('runbook.md'));
  const portuguese = sectionsOf(read('runbook.pt-br.md'));

  it('has the same headings, which links in messages lead to, in the same order', () => {
    const anchors = (sections: readonly Section[]) =>
      sections.map(({ level, heading }) => (level === '##' ? level : `${level} ${heading}`));
    expect(anchors(portuguese)).toEqual(anchors(english));
    expect(english.length).toBeGreaterThan(120);
  });

  it.each(english.map(({ heading }, n) => [heading, n] as const).filter(([, n]) => english[n]?.body !== ''))(
    '%s: says as much, with the same commands, errors and keys',
    (_heading, n) => {
      const [own, other] = [portuguese[n]?.body ?? '', english[n]?.body ?? ''];
      expect(own).not.toBe('');
      expect(blocksOf(own)).toEqual(blocksOf(other));
      expect(namesIn(own)).toEqual(namesIn(other));
      expect(own.split(/\n\n/).length).toBe(other.split(/\n\n/).length);
    },
  );

  it('speaks Portuguese throughout', () => {
    const prose = portuguese
      .map(({ body }) =>
        body
          .replace(/```[\s\S]*?```|`[^`]*`|\[[^\]]*\]\([^)]*\)/g, ' ')
          .replaceAll('**', '')
          // Names of states, as the console shows them.
          .replace(/[*_][^*_]+[*_]/g, ' '),
      )
      .join(' ');
    expect(prose.match(/(?<!\p{L})(the|and|means|look at|was|were|with|redriven|then)(?!\p{L})/giu) ?? []).toEqual([]);
  });
});
