import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (file: string) => readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8');
const english = read('questions.md');
const portuguese = read('questions.pt-br.md');

const questions = (text: string) => text.split(/^### .+$/m).slice(1);
const commands = (text: string) => [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code]) => code);
/** Where each link leads, in the language of the reader where there are two. */
const links = (text: string) =>
  [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, to = '']) => to.replace('.pt-br.md', '.md')).sort();
const names = (text: string) =>
  [...text.replace(/```[\s\S]*?```/g, '').matchAll(/`([^`]+)`/g)].map(([, name]) => name).sort();

it('questions are the same in both languages: as many, each with the same commands, keys and links', () => {
  expect(questions(english).length).toBeGreaterThanOrEqual(20);
  expect(questions(portuguese)).toHaveLength(questions(english).length);
  for (const [n, own] of questions(english).entries()) {
    const other = questions(portuguese)[n] ?? '';
    const where = own.trim().slice(0, 60);
    expect(commands(other), where).toEqual(commands(own));
    expect(links(other), where).toEqual(links(own));
    expect(
      names(other).map((name) => name),
      where,
    ).toEqual(expect.arrayContaining(names(own)));
  }
});

it('each command of the questions is one of the command line’s document, where a test runs it', () => {
  const documented = commands(read('command-line.md')).flatMap((code = '') => code.split('\n'));
  const asked = commands(english).flatMap((code = '') => code.split('\n').filter((line) => line !== ''));
  expect(asked.length).toBeGreaterThan(10);
  expect(asked.filter((line) => !documented.includes(line))).toEqual([]);
});

it('each answer leads on to where it is written in full, or is a command', () => {
  const bare = questions(english).filter((one) => !one.includes('](') && !one.includes('```sh'));
  expect(bare).toEqual([]);
});
