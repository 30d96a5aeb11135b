import { type Condition, holds, type RequestContext, readConditions } from './condition.ts';
import { matches, matchesResource } from './match.ts';

/** One statement of a policy, with lists where IAM takes one or many. */
export interface Statement {
  /** Where it stands in the template: `<stack>/<logical id>/<index>`. */
  readonly id: string;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  readonly notResources: readonly string[];
  /** Of a resource policy: `*`, `AWS:<arn>`, `Service:<name>`. */
  readonly principals: readonly string[];
  readonly conditions: readonly Condition[];
}

export interface Request {
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

/** The kind of thing a policy is attached to: only a resource's policy names principals, and only a role's trust names no resource. */
export type PolicyKind = 'identity' | 'resource' | 'trust';

const list = (value: unknown): string[] =>
  value === undefined ? [] : (Array.isArray(value) ? value : [value]).map(String);

/**
 * Reads a policy document of a template.
 * @throws Error for a statement that AWS refuses (without action, resource or principal) or that the sandbox cannot judge
 */
export function readPolicy(document: { Statement?: unknown }, where: string, kind: PolicyKind): readonly Statement[] {
  const known = alreadyRead.get(document);
  if (known?.where === where && known.kind === kind) return known.statements;
  const statements = read(document, where, kind);
  if (Object.isFrozen(document)) alreadyRead.set(document, { where, kind, statements });
  return statements;
}

/** Documents that nobody can change: a simulation attaches the same ones in every world. */
const alreadyRead = new WeakMap<object, { where: string; kind: PolicyKind; statements: readonly Statement[] }>();

function read(document: { Statement?: unknown }, where: string, kind: PolicyKind): Statement[] {
  const statements: unknown[] = Array.isArray(document.Statement) ? document.Statement : [document.Statement];
  return statements.map((given, index) => {
    const s = given as Record<string, unknown>;
    for (const what of kind === 'trust' ? ['Action'] : ['Action', 'Resource']) {
      // AWS refuses such a policy; read as "no restriction" it would match everything.
      if (list(s[what]).length === 0 && list(s[`Not${what}`]).length === 0)
        throw new Error(`A policy statement has neither ${what} nor Not${what}: ${JSON.stringify(s)}`);
    }
    if (s['NotPrincipal'] !== undefined) throw new Error('The sandbox does not know NotPrincipal.');
    if ((kind === 'identity') === (s['Principal'] !== undefined))
      throw new Error(
        `A policy statement of a ${kind} policy has ${kind === 'identity' ? 'a' : 'no'} Principal: ${JSON.stringify(s)}`,
      );
    if (/\$\{/.test(JSON.stringify(s)))
      throw new Error(`The sandbox does not know policy variables: ${JSON.stringify(s)}`);
    return {
      id: `${where}/${index}`,
      effect: s['Effect'] === 'Deny' ? 'Deny' : 'Allow',
      actions: list(s['Action']),
      notActions: list(s['NotAction']),
      resources: list(s['Resource']),
      notResources: list(s['NotResource']),
      principals: principalsOf(s['Principal']),
      conditions: readConditions(s['Condition'] as Record<string, Record<string, unknown>> | undefined),
    };
  });
}

function principalsOf(given: unknown): string[] {
  if (given === undefined) return [];
  if (typeof given === 'string') return [given];
  return Object.entries(given as Record<string, unknown>).flatMap(([kind, values]) =>
    list(values).map((value) => (value === '*' ? '*' : `${kind}:${value}`)),
  );
}

/** Positions, in a statement's lists, of the action and the resource that match a request. */
export interface Match {
  readonly action: number;
  readonly resource: number;
}

/** Where a statement matches this request, whoever makes it; `undefined` when it does not. */
export function match(statement: Statement, request: Request): Match | undefined {
  const action = (pattern: string) => matches(pattern, request.action, true);
  const resource = (pattern: string) => matchesResource(pattern, request.resource);
  if (statement.notActions.some(action) || statement.notResources.some(resource)) return undefined;
  const found = { action: statement.actions.findIndex(action), resource: statement.resources.findIndex(resource) };
  if (statement.actions.length > 0 && found.action < 0) return undefined;
  if (statement.resources.length > 0 && found.resource < 0) return undefined;
  return statement.conditions.every((condition) => holds(condition, request.context)) ? found : undefined;
}
