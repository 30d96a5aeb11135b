import pg from 'pg';
import type { LostRow, Shape } from './lost-rows.ts';

/** A line of CSV (RFC 4180): what happened, then the columns. NULL is nothing, an empty text is `""`. */
export const csvHeader = ({ columns }: Shape): string => `${['kind', ...columns].map(quoted).join(',')}\n`;
export const csvLine = ({ kind, row }: LostRow): string =>
  `${[kind, ...row.map((value) => (value === null ? '' : quoted(value)))].join(',')}\n`;
const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;

/**
 * The statement that would bring the row back into the restored database, for a person to review. An insert gives way to a
 * row that has come since. A delete, and what would overwrite a row that users have written since, are commented out.
 */
export function sqlLine({ table, columns, key }: Shape, { kind, row }: LostRow): string {
  const value = (place: number): string => {
    const text = row[place] ?? null;
    return text === null ? 'NULL' : pg.escapeLiteral(text);
  };
  const names = columns.map((column) => pg.escapeIdentifier(column));
  const where = key.map((place) => `${names[place]} = ${value(place)}`).join(' AND ');
  switch (kind) {
    case 'inserted':
      return `INSERT INTO ${table} (${names.join(', ')}) OVERRIDING SYSTEM VALUE VALUES (${columns.map((_, n) => value(n)).join(', ')}) ON CONFLICT DO NOTHING;\n`;
    case 'updated':
    case 'conflict': {
      const rest = columns.flatMap((_, n) => (key.includes(n) ? [] : [`${names[n]} = ${value(n)}`]));
      const update = `UPDATE ${table} SET ${rest.join(', ')} WHERE ${where};\n`;
      if (rest.length === 0) return '';
      return kind === 'updated' ? update : `-- conflict: ${update.trim().replaceAll(/\s*\n\s*/g, ' ')}\n`;
    }
    case 'deleted':
      return `-- DELETE FROM ${table} WHERE ${where.replaceAll(/\s*\n\s*/g, ' ')};\n`;
  }
}
