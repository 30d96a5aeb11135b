import { matches, matchesArn } from './match.ts';

/** One condition of a statement: all conditions must hold. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly expected: readonly string[];
}

/** Condition keys of a request and their values; keys are compared without case. */
export type RequestContext = Readonly<Record<string, string | readonly string[]>>;

type Test = (value: string, expected: string) => boolean;

/** The positive operators; `…Not…` are their negations. */
const TESTS: Record<string, Test> = {
  StringEquals: (value, expected) => value === expected,
  StringEqualsIgnoreCase: (value, expected) => value.toLowerCase() === expected.toLowerCase(),
  StringLike: (value, expected) => matches(expected, value),
  // IAM's own reference: ArnEquals and ArnLike behave identically.
  ArnEquals: (value, expected) => matchesArn(expected, value),
  ArnLike: (value, expected) => matchesArn(expected, value),
  Bool: (value, expected) => value.toLowerCase() === expected.toLowerCase(),
};

/** Keys that the sandbox's services and its IAM put into a request, in lower case; those that end in / are families. */
const KEYS = [
  ...['aws:securetransport', 'aws:sourceaccount', 'aws:sourcearn', 'aws:principalarn', 'aws:principalaccount'],
  ...['aws:principalisawsservice', 'aws:tagkeys', 'aws:resourcetag/', 'aws:requesttag/'],
  ...['ecs:cluster', 'ecs:task-definition', 'ecs:createaction', 'iam:passedtoservice', 'lambda:sourcefunctionarn'],
  ...['kms:viaservice', 'kms:calleraccount', 'kms:grantisforawsresource', 'kms:encryptioncontext:'],
  ...['lambda:functionurlauthtype', 'lambda:invokedviafunctionurl'],
  ...['elasticloadbalancing:createaction', 'application-autoscaling:service-namespace'],
  ...['application-autoscaling:scalable-dimension', 'rds:databaseengine', 'rds:databaseclass', 'rds:storageencrypted'],
  ...['events:source', 'events:detail-type', 'cloudwatch:namespace'],
  ...['rds:req-tag/', 'rds:db-tag/', 'rds:snapshot-tag/', 's3:prefix'],
];

/**
 * Reads a statement's conditions.
 * @throws Error that names an operator or a key the sandbox does not know: to ignore it would decide wrongly
 */
export function readConditions(given: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {}): Condition[] {
  return Object.entries(given).flatMap(([operator, keys]) => {
    parseOperator(operator);
    return Object.entries(keys).map(([key, value]) => {
      if (!isKnown(key)) throw new Error(`The sandbox does not know the IAM condition key "${key}".`);
      return { operator, key, expected: (Array.isArray(value) ? value : [value]).map(String) };
    });
  });
}

/** Whether a condition holds for a request, an absent key read as IAM reads it. */
export function holds({ operator, key, expected }: Condition, context: RequestContext): boolean {
  const { test, negated, ifExists, over } = parseOperator(operator);
  const value = lookUp(context, key);
  if (test === undefined) return (value === undefined) === (expected[0] === 'true');
  if (value === undefined) return ifExists || over === 'all' || (negated && over !== 'any');
  const one = (v: string): boolean => expected.some((e) => test(v, e)) !== negated;
  const values = typeof value === 'string' ? [value] : value;
  return over === 'all' ? values.every(one) : values.some(one);
}

interface Operator {
  /** Undefined: `Null`, which asks whether the key is there. */
  readonly test: Test | undefined;
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly over: 'one' | 'all' | 'any';
}

function parseOperator(operator: string): Operator {
  if (operator === 'Null') return { test: undefined, negated: false, ifExists: false, over: 'one' };
  const [, set = '', name = '', exists = ''] = /^(ForAllValues:|ForAnyValue:)?(.*?)(IfExists)?$/.exec(operator) ?? [];
  const positive = name.replace(/^(String|Arn)Not/, '$1');
  const test = TESTS[positive];
  if (test === undefined) throw new Error(`The sandbox does not know the IAM condition operator "${operator}".`);
  const over = set === '' ? 'one' : set === 'ForAllValues:' ? 'all' : 'any';
  return { test, negated: positive !== name, ifExists: exists !== '', over };
}

function isKnown(key: string): boolean {
  const lower = key.toLowerCase();
  return KEYS.some((known) => (/[/:]$/.test(known) ? lower.startsWith(known) && lower !== known : lower === known));
}

function lookUp(context: RequestContext, key: string): string | readonly string[] | undefined {
  const found = Object.keys(context).find((name) => name.toLowerCase() === key.toLowerCase());
  return found === undefined ? undefined : context[found];
}
