import type { Text } from '../../console/progress/text.ts';
import type { Found } from '../account/records.ts';
import { row } from './rows.ts';

/** What is long or only for machines; `--json` has it all. */
const LEFT_OUT = new Set([
  'parameters',
  'settings',
  'before',
  'after',
  'baseline',
  'closedWith',
  'restoredWith',
  'environment',
  'record',
]);

/** A record as it stands in the ledger, field by field; its names are those of the JSON, so that both can be read together. */
export function recordLines({ kind, record }: Found, columns: number): Text[] {
  return [
    { text: `${kind} ${record.id}`, tone: 'strong' },
    ...Object.entries(record).flatMap(([name, value]) => (name === 'id' ? [] : field(name, value, columns, 0))),
  ];
}

function field(name: string, value: unknown, columns: number, depth: number): Text[] {
  if (LEFT_OUT.has(name) || isEmpty(value)) return [];
  const indent = '  '.repeat(depth);
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object'))
    return row(`${indent}${name}`, value.join('; '), columns);
  if (typeof value === 'object')
    return [
      { text: `  ${indent}${name}`, tone: 'quiet' },
      ...Object.entries(value as object).flatMap(([inner, one]) => field(inner, one, columns, depth + 1)),
    ];
  return row(`${indent}${name}`, String(value), columns);
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === '' ||
  (typeof value === 'object' && Object.keys(value).length === 0);
