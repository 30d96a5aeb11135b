import jsonata from 'jsonata';
import type { State } from './asl.ts';
import { codeOf } from './expression.ts';
import { ADDED_NAMES } from './jsonata-functions.ts';
import { refuse } from './refusal.ts';

/** Fields that hold other states, which are checked by themselves, or never hold an expression. */
const NOT_HERE = ['Branches', 'ItemProcessor', 'Type', 'Resource', 'Comment', 'Next', 'Default', 'ErrorEquals'];
/** JSONata 2.0.6's own functions; Step Functions does not have `$eval`. */
const JSONATA = new Set(
  `sum count max min average string substring substringBefore substringAfter lowercase uppercase length trim pad match
  contains replace split join formatNumber formatBase formatInteger parseInteger number floor ceil round abs sqrt power
  boolean not map zip filter single reduce sift keys lookup append exists spread merge reverse each error assert
  type sort shuffle distinct base64encode base64decode encodeUrlComponent encodeUrl decodeUrlComponent decodeUrl
  fromMillis toMillis clone`.split(/\s+/),
);

/** Every expression must parse, and call only functions that Step Functions has or the expression itself defines. */
export function checkExpressions(name: string, state: State, variables: readonly string[]): void {
  const look = (value: unknown): void => {
    const code = codeOf(value);
    if (code !== undefined) checkCode(name, code, variables);
    else if (Array.isArray(value)) value.forEach(look);
    else if (typeof value === 'object' && value !== null)
      for (const [key, inner] of Object.entries(value)) if (!NOT_HERE.includes(key)) look(inner);
  };
  look(state);
}

function checkCode(name: string, code: string, variables: readonly string[]): void {
  let tree: unknown;
  try {
    tree = jsonata(code).ast();
  } catch (error) {
    refuse(name, `the expression '${code}' is no JSONata: ${(error as Error).message}`);
  }
  const { called, bound } = functionsOf(tree);
  for (const one of called)
    if (!JSONATA.has(one) && !ADDED_NAMES.includes(one) && !bound.has(one) && !variables.includes(one))
      refuse(name, `the function $${one} in '${code}' is not supported`);
}

interface Node {
  readonly type?: string;
  readonly value?: unknown;
  readonly procedure?: Node;
  readonly lhs?: Node;
  readonly rhs?: Node;
  readonly arguments?: readonly Node[];
}

/** Names an expression calls as functions, and names it binds itself. */
export function functionsOf(tree: unknown): { called: Set<string>; bound: Set<string> } {
  const called = new Set<string>();
  const bound = new Set<string>();
  const seen = new Set<object>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    const node = value as Node;
    if (node.type === 'apply' && node.rhs?.type === 'variable') called.add(String(node.rhs.value));
    if ((node.type === 'function' || node.type === 'partial') && node.procedure?.type === 'variable')
      called.add(String(node.procedure.value));
    if (node.type === 'bind' && node.lhs?.type === 'variable') bound.add(String(node.lhs.value));
    if (node.type === 'lambda') for (const argument of node.arguments ?? []) bound.add(String(argument.value));
    for (const inner of Object.values(value)) look(inner);
  };
  look(tree);
  return { called, bound };
}
