import type { ErrorLines, LogLine } from '../../services/error-lines.ts';
import { masked } from '../../services/masked.ts';
import { oneLine } from '../../step/one-line.ts';

/** Lines that differ in numbers alone. */
export interface Excerpt {
  readonly lines: number;
  readonly first: string;
  readonly last: string;
  /** The first of them, its secrets masked. */
  readonly text: string;
}

/** What a log group says of errors. */
export type LogExcerpts =
  | {
      readonly group: string;
      readonly excerpts: readonly Excerpt[];
      /** Of those that are not quoted. */
      readonly others: number;
      readonly all: boolean;
    }
  | { readonly group: string; readonly why: string };

/** A document is read by people: as many lines are quoted, those that came most often first. */
const MOST = 10;
const LONGEST = 300;
/** A stack trace has thousands of characters, and what is behind them is not quoted: it need not be looked through. */
const LOOKED_AT = 8_000;

/** Ids, times and counts, which would make each line one of its own. */
const NUMBERS = /\b(?=[\da-f-]*\d)[\da-f]+(?:-[\da-f]+)*\b|\d+/gi;

/** Lines of errors, each kind of line once. */
export function logExcerpts(found: ErrorLines): LogExcerpts {
  if ('why' in found) return { group: found.group, why: oneLine(masked(found.why), LONGEST) };
  const kinds = new Map<string, LogLine[]>();
  for (const { at, text } of found.lines) {
    // Masked before it is cut: half a secret no longer looks like one.
    const line = { at, text: oneLine(masked(text.slice(0, LOOKED_AT)), LONGEST) };
    const kind = line.text.replace(NUMBERS, '#');
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, [line]);
    else known.push(line);
  }
  const excerpts = [...kinds.values()]
    .map((lines) => ({
      lines: lines.length,
      first: lines[0]?.at ?? '',
      last: lines.at(-1)?.at ?? '',
      text: lines[0]?.text ?? '',
    }))
    .sort((a, b) => b.lines - a.lines);
  const others = excerpts.slice(MOST).reduce((sum, { lines }) => sum + lines, 0);
  return { group: found.group, excerpts: excerpts.slice(0, MOST), others, all: found.all };
}
