import { createHash, randomUUID } from 'node:crypto';
import jsonata from 'jsonata';
import { StatesError } from './errors.ts';

/** What an expression sees. */
export interface Scope {
  readonly states: {
    readonly input?: unknown;
    readonly result?: unknown;
    readonly errorOutput?: unknown;
    readonly context: unknown;
  };
  readonly variables: Readonly<Record<string, unknown>>;
  /** Virtual time, ms. */
  readonly now: number;
}

const EXPRESSION = /^\{%([\s\S]*)%\}$/;
const compiled = new Map<string, jsonata.Expression>();

/** Evaluates every `{% … %}` string in a value. @throws StatesError States.QueryEvaluationError */
export async function evaluate(template: unknown, scope: Scope): Promise<unknown> {
  if (typeof template === 'string') {
    const code = EXPRESSION.exec(template.trim())?.[1]?.trim();
    return code === undefined ? template : await run(code, scope);
  }
  if (Array.isArray(template)) return await Promise.all(template.map((item) => evaluate(item, scope)));
  if (typeof template !== 'object' || template === null) return template;
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(template)) out[key] = await evaluate(value, scope);
  return out;
}

async function run(code: string, scope: Scope): Promise<unknown> {
  let result: unknown;
  try {
    const iso = new Date(scope.now).toISOString();
    result = await compile(code).evaluate(undefined, {
      ...scope.variables,
      states: scope.states,
      now: () => iso,
      millis: () => scope.now,
    });
  } catch (error) {
    throw new StatesError(
      'States.QueryEvaluationError',
      `The JSONata expression '${code}' threw an error: ${(error as Error).message}`,
    );
  }
  if (result === undefined)
    throw new StatesError(
      'States.QueryEvaluationError',
      `The JSONata expression '${code}' returned nothing (undefined).`,
    );
  if (typeof result === 'function')
    throw new StatesError('States.QueryEvaluationError', `The JSONata expression '${code}' returned a function.`);
  return JSON.parse(JSON.stringify(result));
}

/** JSONata as Step Functions runs it: its own functions added, $eval taken away. */
function compile(code: string): jsonata.Expression {
  const known = compiled.get(code);
  if (known !== undefined) return known;
  const expression = jsonata(code);
  expression.registerFunction('uuid', () => randomUUID());
  expression.registerFunction('parse', (text: string) => JSON.parse(text), '<s:x>');
  expression.registerFunction(
    'hash',
    (data: string, algorithm: string) =>
      createHash(algorithm.toLowerCase().replace('-', '')).update(data).digest('hex'),
    '<ss:s>',
  );
  expression.registerFunction('eval', () => {
    throw new Error('$eval is not supported by Step Functions');
  });
  compiled.set(code, expression);
  return expression;
}
