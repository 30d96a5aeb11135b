import { expect, it } from 'vitest';
import { plain } from '../../../lambdas/people/markdown.ts';

it.each([
  ['a link', '[here](x)', '\\[here\\](x)'],
  ['a bare address', 'see https://example.com', 'see https\\://example.com'],
  ['an address without a scheme', 'see www.example.com', 'see www\\.example.com'],
  ['a mail address', 'ana@example.com', 'ana\\@example.com'],
  ['a heading', '# big', '\\# big'],
  ['an item of a list', '- one', '\\- one'],
  ['an item of a numbered list', '1. one', '1\\. one'],
  ['an underline of a heading', '===', '\\==='],
  ['HTML', '<b>&amp;</b>', '\\<b\\>\\&amp;\\</b\\>'],
  ['a table', 'a | b', 'a \\| b'],
  ['several lines', 'one\n\n# two', 'one # two'],
  ['a version', '1.1.0 (20261124-1a2b3c4d)', '1.1.0 (20261124-1a2b3c4d)'],
  ['a name with a stroke inside', 'a table_of_names', 'a table_of_names'],
  ['emphasis', '_now_ and *then*', '\\_now\\_ and \\*then\\*'],
  ['an underline of dashes', '---', '\\---'],
  ['a sentence', 'NPS fell: 40 to 20.', 'NPS fell: 40 to 20.'],
])('%s of a person becomes text', (_what, typed, shown) => {
  expect(plain(typed)).toBe(shown);
});
