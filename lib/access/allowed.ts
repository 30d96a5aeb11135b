import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

interface Statement {
  readonly Effect?: string;
  readonly Action?: string | readonly string[];
  readonly Resource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

/**
 * Actions that a policy allows on every resource, sorted. An action under a condition has the condition's keys behind it:
 * `ecs:ListTasks if ecs:cluster`.
 * @param path of the policy's resource, from the root of the construct tree
 */
export function allowedOnEverything(root: IConstruct, path: string): string[] {
  let policy: IConstruct | undefined = root;
  for (const id of path.split('/')) policy = policy?.node.tryFindChild(id);
  const { policyDocument } = (policy ?? {}) as { policyDocument?: unknown };
  if (policy === undefined || policyDocument === undefined) return [];
  const { Statement = [] } = Stack.of(policy).resolve(policyDocument) as { Statement?: Statement[] };
  return Statement.filter(({ Effect, Resource }) => Effect === 'Allow' && list(Resource).includes('*'))
    .flatMap(({ Action, Condition = {} }) => {
      const keys = Object.values(Condition).flatMap((test) => Object.keys(test));
      return list(Action).map((action) => `${action}${keys.length === 0 ? '' : ` if ${keys.sort().join(' and ')}`}`);
    })
    .sort();
}
