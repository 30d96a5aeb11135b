/** A configuration before it is text: values, what is said above them, and what nobody but a person knows. */

export type Value = string | number | boolean | Block | List;

export interface Block {
  readonly fields: readonly Field[];
}

export interface Field {
  /** Absent: comments alone. */
  readonly key?: string;
  readonly value?: Value;
  readonly above: readonly string[];
}

export interface List {
  readonly items: readonly { readonly value: Value; readonly above: readonly string[] }[];
}

export const field = (key: string, value: Value, ...above: readonly string[]): Field => ({ key, value, above });
export const said = (...above: readonly string[]): Field => ({ above });
export const block = (...fields: readonly Field[]): Block => ({ fields });
/** Fields that need no words. */
export const plain = (values: Readonly<Record<string, Value>>): Block => ({
  fields: Object.entries(values).map(([key, value]) => field(key, value)),
});
export const list = (values: readonly Value[], above: (index: number) => readonly string[] = () => []): List => ({
  items: values.map((value, index) => ({ value, above: above(index) })),
});

const WIDTH = 120;

/** As TypeScript, the way the formatter of this project writes it. */
export function written(value: Value, indent = 0): string {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object') return String(value);
  const inLine = short(value);
  if (inLine !== undefined && indent + inLine.length < WIDTH - 20) return inLine;
  const lines = 'items' in value ? itemLines(value, indent + 2) : fieldLines(value, indent + 2);
  const [open, close] = 'items' in value ? ['[', ']'] : ['{', '}'];
  return [open, ...lines, `${' '.repeat(indent)}${close}`].join('\n');
}

const itemLines = ({ items }: List, indent: number): string[] =>
  items.flatMap(({ value, above }) => [...comments(above, indent), `${' '.repeat(indent)}${written(value, indent)},`]);

const fieldLines = ({ fields }: Block, indent: number): string[] =>
  fields.flatMap(({ key, value, above }) => [
    ...comments(above, indent),
    ...(key === undefined || value === undefined ? [] : [`${' '.repeat(indent)}${key}: ${written(value, indent)},`]),
  ]);

/** On one line; undefined: something is said in it. */
function short(value: Value): string | undefined {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object') return String(value);
  if ('items' in value) {
    if (value.items.some(({ above }) => above.length > 0)) return undefined;
    const all = value.items.map((item) => short(item.value));
    return all.includes(undefined) ? undefined : `[${all.join(', ')}]`;
  }
  if (value.fields.some(({ key, above }) => key === undefined || above.length > 0)) return undefined;
  const all = value.fields.map((one) => [one.key, short(one.value ?? '')] as const);
  return all.some(([, inner]) => inner === undefined)
    ? undefined
    : `{ ${all.map(([key, inner]) => `${key}: ${inner}`).join(', ')} }`;
}

/** In single quotes where that needs no escape. Whatever AWS's names hold, it stays one literal. */
const text = (value: string): string => (/['\\\p{Cc}\u2028\u2029]/u.test(value) ? JSON.stringify(value) : `'${value}'`);

/** Wrapped; a line break within would end the comment, so there is none. */
export function comments(above: readonly string[], indent: number): string[] {
  const room = WIDTH - indent - 3;
  return above.flatMap((one) => {
    const lines: string[] = [];
    let line = '';
    for (const word of one.split(/\s+/u)) {
      if (line !== '' && line.length + 1 + word.length > room) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    return [...lines, line].map((wrapped) => `${' '.repeat(indent)}// ${wrapped}`);
  });
}
