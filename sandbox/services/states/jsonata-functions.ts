import { createHash } from 'node:crypto';
import jsonata from 'jsonata';

/** Time and chance of an evaluation: never those of the laptop itself. */
export interface Sources {
  /** Virtual time, ms. */
  readonly now: number;
  random(): number;
  uuid(): string;
}

const HASHES: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};
/** Most elements of a $range (States.ArrayRange, Developer Guide, intrinsic functions). */
const LONGEST_RANGE = 1_000;

/** Functions that Step Functions adds to JSONata (Developer Guide, transforming-data), with JSONata signatures. */
const ADDED: readonly (readonly [name: string, signature: string, run: (...args: never[]) => unknown])[] = [
  ['partition', '<an:a>', (items: unknown[], size: number) => partition(items, size)],
  ['range', '<nnn:x>', (first: number, last: number, step: number) => range(first, last, step)],
  ['hash', '<ss:s>', (data: string, algorithm: string) => hash(data, algorithm)],
  ['parse', '<s:x>', (text: string) => JSON.parse(text) as unknown],
];

/** Names of the functions Step Functions adds or replaces. */
export const ADDED_NAMES: readonly string[] = [...ADDED.map(([name]) => name), 'random', 'uuid', 'now', 'millis'];

const formatted = jsonata('$fromMillis($ms, $picture, $timezone)');

/** A compiled expression with the pure functions registered. */
export function compile(code: string): jsonata.Expression {
  const expression = jsonata(code);
  for (const [name, signature, run] of ADDED) expression.registerFunction(name, run as never, signature);
  return expression;
}

/** Functions that depend on time and chance; `$eval` is taken away. */
export function sourced({ now, random, uuid }: Sources): Record<string, unknown> {
  return {
    now: (picture?: string, timezone?: string) =>
      picture === undefined
        ? new Date(now).toISOString()
        : formatted.evaluate(undefined, { ms: now, picture, timezone }),
    millis: () => now,
    random: (seed?: number) => (seed === undefined ? random() : seeded(seed)),
    uuid,
    eval: undefined,
  };
}

function partition(items: unknown[], size: number): unknown[][] {
  if (!Number.isInteger(size) || size < 1) throw new Error(`$partition needs a positive whole size; it got ${size}`);
  const parts: unknown[][] = [];
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size));
  return parts;
}

/** Observed on Step Functions: one element alone comes without its array, as JSONata's own sequences do. */
function range(first: number, last: number, step: number): unknown {
  if (step === 0) throw new Error('$range needs a step other than 0');
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > LONGEST_RANGE) throw new Error(`$range of ${length} elements; at most ${LONGEST_RANGE} are allowed`);
  const values = Array.from({ length }, (_, index) => first + index * step);
  return values.length < 2 ? values[0] : values;
}

function hash(data: string, algorithm: string): string {
  const known = HASHES[algorithm];
  if (known === undefined)
    throw new Error(`$hash knows ${Object.keys(HASHES).join(', ')}; it got ${JSON.stringify(algorithm)}`);
  return createHash(known).update(data).digest('hex');
}

/** The same number in [0, 1) for the same seed. */
function seeded(seed: number): number {
  return createHash('sha256').update(String(seed)).digest().readUInt32BE(0) / 2 ** 32;
}
