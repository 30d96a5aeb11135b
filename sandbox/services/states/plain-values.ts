/** Only JSONata can tell. */
export const LEFT = Symbol('left to JSONata');

const isSingle = (value: unknown): value is string | number | boolean | null =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** As a condition takes a value. */
export function truth(value: unknown): boolean | typeof LEFT {
  if (value === undefined) return false;
  return isSingle(value) ? Boolean(value) : LEFT;
}

/** The members of a list of single values; those that are nothing are left out. */
export function allOf(values: readonly unknown[]): readonly unknown[] | typeof LEFT {
  const there = values.filter((value) => value !== undefined);
  return there.every(isSingle) ? there : LEFT;
}

type Both = (a: unknown, b: unknown) => unknown;

/** Two that are something are equal or not; what is nothing is neither. */
const equality =
  (equal: boolean): Both =>
  (a, b) => {
    if (a === undefined || b === undefined) return false;
    return isSingle(a) || isSingle(b) ? (a === b) === equal : LEFT;
  };
const order =
  (holds: (a: string | number, b: string | number) => boolean): Both =>
  (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return holds(a, b);
    return typeof a === 'string' && typeof b === 'string' ? holds(a, b) : LEFT;
  };
const arithmetic =
  (of: (a: number, b: number) => number): Both =>
  (a, b) => {
    const value = typeof a === 'number' && typeof b === 'number' ? of(a, b) : Number.NaN;
    return Number.isFinite(value) ? value : LEFT;
  };

/** Operators between two values. */
export const COMPARED: Readonly<Record<string, Both>> = {
  '=': equality(true),
  '!=': equality(false),
  '<': order((a, b) => a < b),
  '<=': order((a, b) => a <= b),
  '>': order((a, b) => a > b),
  '>=': order((a, b) => a >= b),
  '+': arithmetic((a, b) => a + b),
  '-': arithmetic((a, b) => a - b),
  '*': arithmetic((a, b) => a * b),
  '/': arithmetic((a, b) => a / b),
};

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number');
const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string');
/** As Step Functions writes times; others are left to JSONata. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Functions of one argument. `listed`: the argument is a list written there. `sort`: its last, which is all that is taken of it. */
export const CALLED: Readonly<Record<string, (value: unknown, listed: boolean) => unknown>> = {
  not(value) {
    const is = truth(value);
    return value === undefined || is === LEFT ? LEFT : !is;
  },
  exists: (value, listed) => (listed ? LEFT : value !== undefined),
  count: (value, listed) => (Array.isArray(value) && !listed ? value.length : LEFT),
  max: (value, listed) => (listed && isNumbers(value) ? Math.max(...value) : LEFT),
  min: (value, listed) => (listed && isNumbers(value) ? Math.min(...value) : LEFT),
  round(value) {
    // To the even one of two that are as near.
    if (typeof value !== 'number') return LEFT;
    const near = Math.round(value);
    const even = Math.abs(near - value) === 0.5 && Math.abs(near % 2) === 1 ? near - 1 : near;
    return even === 0 ? 0 : even;
  },
  toMillis(value) {
    const ms = typeof value === 'string' && TIME.test(value) ? Date.parse(value) : Number.NaN;
    return Number.isNaN(ms) ? LEFT : ms;
  },
  sort: (value, listed) => (listed && isTexts(value) ? value.reduce((last, one) => (one > last ? one : last)) : LEFT),
};
