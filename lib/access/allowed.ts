import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Inline {
  readonly policyDocument: unknown;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/**
 * Actions that a policy allows on every resource, or the policies inside a role, sorted. An action under a condition has the condition's keys behind it:
 * `ecs:ListTasks if ecs:cluster`.
 * @param path of the policy's resource or the role's, from the root of the construct tree
 */
export function allowedOnEverything(root: IConstruct, path: string): string[] {
  let found: IConstruct | undefined = root;
  for (const id of path.split('/')) found = found?.node.tryFindChild(id);
  const policy = found;
  if (policy === undefined) return [];
  const { policyDocument, policies = [] } = policy as { policyDocument?: unknown; policies?: readonly Inline[] };
  const documents = [policyDocument, ...policies.map((inline) => inline.policyDocument)];
  const statements = documents.flatMap((document) => {
    const { Statement = [] } = (Stack.of(policy).resolve(document) ?? {}) as { Statement?: Statement[] };
    return Statement;
  });
  return statements
    .filter(({ Effect, Resource }) => Effect === 'Allow' && list(Resource).includes('*'))
    .flatMap(({ Action, Condition = {} }) => {
      const keys = Object.values(Condition).flatMap((test) => Object.keys(test));
      return list(Action).map((action) => `${action}${keys.length === 0 ? '' : ` if ${keys.sort().join(' and ')}`}`);
    })
    .sort();
}
