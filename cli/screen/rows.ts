import { cut, length, type Text, wrap } from '../../console/progress/text.ts';

/** A fact with its name in the first column; a longer one goes on beneath itself. */
export function row(name: string, value: string, columns: number, tone: Text['tone'] = 'plain'): Text[] {
  const room = Math.max(20, columns - NAME - 2);
  return wrap(value, room).map((part, index) => ({
    text: `  ${(index === 0 ? name : '').padEnd(NAME)}${part}`,
    tone,
  }));
}

const NAME = 15;

/** Columns as wide as their widest cell; the last one takes what room is left, and is cut there. */
export function table(rows: readonly (readonly string[])[], columns: number): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((cells) => length(cells[at] ?? ''))));
  return rows.map((cells) =>
    cut(cells.map((cell, at) => (at === cells.length - 1 ? cell : padded(cell, widths[at] ?? 0))).join('  '), columns),
  );
}

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - length(text)));
