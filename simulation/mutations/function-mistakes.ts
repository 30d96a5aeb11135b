import { readFileSync } from 'node:fs';
import type { Patch } from './patch.ts';

/** One mistake in a source file, as the mutation tester of `mutation/` reports it: lines and columns from 1, the end not in it. */
export interface FunctionMistake {
  readonly file: Patch['file'];
  readonly location: Record<'start' | 'end', { readonly line: number; readonly column: number }>;
  readonly replacement: string;
}

/** A mistake's name, by which a thread makes it again. */
export const nameOfFunctionMistake = (mistake: FunctionMistake): string =>
  `${PREFIX}${JSON.stringify({ file: mistake.file, location: mistake.location, replacement: mistake.replacement })}`;

/** The patch of a mistake of that name; undefined: the name is another's. */
export function functionMistakeNamed(name: string): Patch | undefined {
  if (!name.startsWith(PREFIX)) return undefined;
  const { file, location, replacement } = JSON.parse(name.slice(PREFIX.length)) as FunctionMistake;
  const source = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const lines = source.split('\n');
  const at = ({ line, column }: { line: number; column: number }): number =>
    lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  const { start, end } = location;
  return { file, find: source, replace: source.slice(0, at(start)) + replacement + source.slice(at(end)) };
}

const PREFIX = 'by machine in a function: ';
