import { matches } from './match.ts';

/** One statement of a policy, with lists where IAM takes one or many. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** Operator -> key -> values. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

type Operator = (value: string, expected: string) => boolean;

/** Condition operators that templates here use; another one is refused by name when the stack is deployed. */
const OPERATORS: Record<string, Operator> = {
  StringEquals: (value, expected) => value === expected,
  StringNotEquals: (value, expected) => value !== expected,
  StringLike: (value, expected) => matches(expected, value),
  ArnEquals: (value, expected) => matches(expected, value),
  ArnLike: (value, expected) => matches(expected, value),
  Bool: (value, expected) => value.toLowerCase() === expected.toLowerCase(),
};

const list = (value: unknown): string[] =>
  value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(String);

/** Reads a policy document of a template. */
export function readPolicy(document: { Statement?: unknown }): Statement[] {
  const statements = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return statements.map((given) => {
    const s = given as Record<string, unknown>;
    const conditions: Record<string, Record<string, string[]>> = {};
    for (const [operator, keys] of Object.entries((s['Condition'] ?? {}) as Record<string, Record<string, unknown>>)) {
      if (baseOperator(operator) === undefined)
        throw new Error(`The sandbox does not know the IAM condition operator "${operator}".`);
      conditions[operator] = Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, list(value)]));
    }
    const speaksOf = (what: string): boolean => list(s[what]).length > 0 || list(s[`Not${what}`]).length > 0;
    for (const what of ['Action', 'Resource']) {
      // AWS refuses such a policy; read as "no restriction" it would match everything.
      if (!speaksOf(what))
        throw new Error(`A policy statement has neither ${what} nor Not${what}: ${JSON.stringify(s)}`);
    }
    return {
      effect: s['Effect'] === 'Deny' ? 'Deny' : 'Allow',
      actions: list(s['Action']),
      notActions: list(s['NotAction']),
      resources: list(s['Resource']),
      notResources: list(s['NotResource']),
      conditions,
    };
  });
}

/** Whether a statement speaks of this request. */
export function applies(statement: Statement, request: Request): boolean {
  const action = (pattern: string) => matches(pattern, request.action, true);
  const resource = (pattern: string) => matches(pattern, request.resource);
  if (statement.actions.length > 0 && !statement.actions.some(action)) return false;
  if (statement.notActions.length > 0 && statement.notActions.some(action)) return false;
  if (statement.resources.length > 0 && !statement.resources.some(resource)) return false;
  if (statement.notResources.length > 0 && statement.notResources.some(resource)) return false;
  return Object.entries(statement.conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) => holds(operator, expected, contextValue(request.context, key))),
  );
}

function holds(operator: string, expected: readonly string[], value: string | readonly string[] | undefined): boolean {
  if (operator === 'Null') return (value === undefined) === (expected[0] === 'true');
  const base = baseOperator(operator);
  if (base === undefined) return false;
  const negated = base.includes('Not');
  if (value === undefined) return operator.endsWith('IfExists') || operator.startsWith('ForAllValues:') || negated;
  const values = typeof value === 'string' ? [value] : value;
  const test = OPERATORS[base];
  const one = (v: string) => (negated ? expected.every((e) => test?.(v, e)) : expected.some((e) => test?.(v, e)));
  return operator.startsWith('ForAllValues:') ? values.every(one) : values.some(one);
}

function baseOperator(operator: string): string | undefined {
  if (operator === 'Null') return 'Null';
  const base = operator.replace(/^For(Any|All)Values?s?:/, '').replace(/IfExists$/, '');
  return base in OPERATORS ? base : undefined;
}

/** Condition keys are compared without case. */
function contextValue(context: Request['context'], key: string): string | readonly string[] | undefined {
  const found = Object.keys(context).find((name) => name.toLowerCase() === key.toLowerCase());
  return found === undefined ? undefined : context[found];
}
