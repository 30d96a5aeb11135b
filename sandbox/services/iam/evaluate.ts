import type { Principal } from '../../kernel/access.ts';
import { type Match, match, type Request, type Statement } from './policy.ts';

/** The policies that decide about a request. */
export interface Policies {
  /** Of the caller. */
  readonly identity: readonly Statement[];
  /** Permissions boundary of the caller; undefined: none. */
  readonly boundary: readonly Statement[] | undefined;
  /** Policy of the resource; undefined: it has none. */
  readonly resource: readonly Statement[] | undefined;
}

export interface Spoken extends Match {
  readonly statement: Statement;
}

export type Decision =
  | { readonly allowed: true; readonly by: readonly Spoken[] }
  | { readonly allowed: false; readonly why: string };

/**
 * IAM's evaluation within one account: an explicit deny anywhere wins; then the caller's own policies or the resource's
 * policy must allow. A key's policy is asked in any case: the caller's policies count only where it delegates to the
 * account. An AWS service has no policies of its own: only policies of resources allow it anything.
 */
export function evaluate(principal: Principal, account: string, request: Request, policies: Policies): Decision {
  const speaking = (statements: readonly Statement[]): Spoken[] =>
    statements.flatMap((statement) => {
      const found = match(statement, request);
      return found === undefined ? [] : [{ statement, ...found }];
    });
  const allowing = (spoken: readonly Spoken[]) => spoken.filter(({ statement }) => statement.effect === 'Allow');
  const denied = (spoken: readonly Spoken[]) => spoken.some(({ statement }) => statement.effect === 'Deny');

  const identity = speaking(policies.identity);
  const boundary = policies.boundary === undefined ? undefined : speaking(policies.boundary);
  const resource = speaking(policies.resource ?? []).map((spoken) => ({
    ...spoken,
    reach: reachOf(spoken.statement, principal, account),
  }));
  if (denied(identity)) return no('with an explicit deny in an identity-based policy');
  if (denied(boundary ?? [])) return no('with an explicit deny in a permissions boundary');
  if (denied(resource.filter(({ reach }) => reach !== 'other')))
    return no('with an explicit deny in a resource-based policy');

  const named = allowing(resource.filter(({ reach }) => reach === 'named'));
  const delegated = allowing(resource.filter(({ reach }) => reach === 'account'));
  if (principal.service !== undefined)
    return named.length > 0
      ? { allowed: true, by: named }
      : no(`because no resource-based policy allows the ${request.action} action`);
  const own = allowing(identity);
  if (boundary !== undefined && allowing(boundary).length === 0 && (own.length > 0 || named.length > 0))
    return no(`because no permissions boundary allows the ${request.action} action`);
  // Nor does the caller's own policy let anybody into a role that does not trust it
  // (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html).
  if ((isKey(request.resource) || request.action === 'sts:AssumeRole') && policies.resource !== undefined) {
    // Between accounts both must allow it, whoever is named
    // (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html).
    const across = accountOf(request.resource) !== accountOf(principal.arn);
    if (named.length > 0 && !across) return { allowed: true, by: named };
    if (delegated.length === 0 && named.length === 0)
      return no(`because no resource-based policy allows the ${request.action} action`);
    return own.length > 0 ? { allowed: true, by: [...own, ...named, ...delegated] } : no(nothing(request));
  }
  return own.length > 0 || named.length > 0 ? { allowed: true, by: [...own, ...named] } : no(nothing(request));
}

const no = (why: string): Decision => ({ allowed: false, why });
const nothing = ({ action }: Request) => `because no identity-based policy allows the ${action} action`;
const accountOf = (arn: string): string | undefined => arn.split(':')[4];
const isKey = (arn: string): boolean => /^arn:[^:]*:kms:[^:]*:[^:]*:key\//.test(arn);

/** Whether a resource policy's statement names this caller itself, its account (whose policies then decide), or others. */
function reachOf({ principals }: Statement, principal: Principal, account: string): 'named' | 'account' | 'other' {
  if (principals.includes('*')) return 'named';
  if (principal.service !== undefined) return principals.includes(`Service:${principal.service}`) ? 'named' : 'other';
  if (principals.includes(`AWS:${principal.arn}`)) return 'named';
  const own = accountOf(principal.arn) ?? account;
  const accounts = [`AWS:${own}`, `AWS:arn:aws:iam::${own}:root`];
  return principals.some((name) => accounts.includes(name)) ? 'account' : 'other';
}
