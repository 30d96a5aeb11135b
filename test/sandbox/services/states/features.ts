import jsonata from 'jsonata';
import type { Machine } from '../../../../sandbox/services/states/asl.ts';
import { codeOf } from '../../../../sandbox/services/states/expression.ts';
import { functionsOf } from '../../../../sandbox/services/states/supported-expressions.ts';

/** Everything of the States Language and JSONata that a definition uses, by name. */
export function featuresOf(machine: Machine): Set<string> {
  const found = new Set<string>();
  for (const field of Object.keys(machine)) found.add(`machine: ${field}`);
  ofStates(machine, found);
  return found;
}

function ofStates(machine: Machine, found: Set<string>): void {
  for (const state of Object.values(machine.States)) {
    found.add(`type: ${state.Type}`);
    for (const field of Object.keys(state)) found.add(`field: ${state.Type}.${field}`);
    if (state.Type === 'Task') found.add(`resource: ${state.Resource.replace(/^arn:[^:]+:/, '')}`);
    const { Retry = [], Catch = [] } = state as { Retry?: object[]; Catch?: object[] };
    const Choices = state.Type === 'Choice' ? state.Choices : [];
    for (const [kind, list] of Object.entries({ Retry, Catch, Choices })) {
      for (const one of list) {
        for (const field of Object.keys(one)) found.add(`field: ${kind}.${field}`);
        const { ErrorEquals = [], JitterStrategy } = one as { ErrorEquals?: string[]; JitterStrategy?: string };
        for (const error of ErrorEquals) found.add(`error: ${error}`);
        if (JitterStrategy !== undefined) found.add(`jitter: ${JitterStrategy}`);
      }
    }
    const inner = state.Type === 'Parallel' ? state.Branches : state.Type === 'Map' ? [state.ItemProcessor] : [];
    for (const one of inner) ofStates(one, found);
    if (state.Type === 'Map') {
      for (const field of Object.keys(state.ItemProcessor)) found.add(`field: ItemProcessor.${field}`);
    }
    ofExpressions(state, found);
  }
}

const OPERATORS = new Set(['binary', 'condition', 'lambda', 'block', 'bind', 'filter', 'unary', 'apply', 'regex']);

function ofExpressions(value: unknown, found: Set<string>): void {
  const code = codeOf(value);
  if (code !== undefined) {
    const tree = jsonata(code).ast() as unknown;
    const { called, bound } = functionsOf(tree);
    for (const name of called) if (!bound.has(name)) found.add(`function: $${name}`);
    ofTree(tree, found);
    for (const [path] of code.matchAll(/\$states\.(input|result|errorOutput\.\w+|context(\.\w+){1,2})/g))
      found.add(`data: ${path}`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value))
      if (key !== 'Branches' && key !== 'ItemProcessor') ofExpressions(inner, found);
  }
}

function ofTree(tree: unknown, found: Set<string>, seen = new Set<object>()): void {
  if (typeof tree !== 'object' || tree === null || seen.has(tree)) return;
  seen.add(tree);
  const { type, value } = tree as { type?: string; value?: unknown };
  if (type !== undefined && OPERATORS.has(type))
    found.add(`operator: ${type}${type === 'binary' || type === 'unary' ? ` ${value}` : ''}`);
  for (const inner of Object.values(tree)) ofTree(inner, found, seen);
}
