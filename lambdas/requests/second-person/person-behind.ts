import type { Known } from '../../model/second-person.ts';

/** Who signed a request, or why that cannot be told. */
export type Behind = ({ readonly kind: 'known' } & Known) | { readonly kind: 'unknown'; readonly why: string };

const ARN = /^arn:aws[a-z-]*:(iam|sts)::\d{12}:(user|assumed-role|federated-user|root)(?:\/(.+))?$/;
/** Roles of IAM Identity Center: it names each session itself, after the user who signed in. */
const IDENTITY_CENTER = /^AWSReservedSSO_/;

/**
 * The person behind an identity. Of a role's session only its name could tell, and whoever takes a role on chooses that name, unless
 * something else sets it: IAM Identity Center does (https://docs.aws.amazon.com/singlesignon/latest/userguide/howtosessionduration.html
 * and `sts:RoleSessionName` in https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html), and so does
 * the trust policy of a role that the configuration names. A function URL is told no source identity
 * (https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html).
 * @param namedSessions roles whose sessions nobody names freely
 */
export function personBehind(userArn: string, namedSessions: readonly string[]): Behind {
  const [, , kind, rest = ''] = ARN.exec(userArn) ?? [];
  const parts = rest.split('/');
  const name = parts.at(-1) ?? '';
  if (kind === 'user' && name !== '') return { kind: 'known', person: name, identity: userArn };
  if (kind !== 'assumed-role' || parts.length !== 2)
    return unknown(userArn, 'expected a user of IAM, or a session of a role');
  const [role = ''] = parts;
  if (IDENTITY_CENTER.test(role) || namedSessions.includes(role))
    return { kind: 'known', person: name, identity: userArn };
  return unknown(
    userArn,
    `whoever takes on the role "${role}" names the session freely, so two sessions may be one person; expected a session of IAM Identity Center, a user of IAM, or a role of "requireSecondPerson.namedSessions"`,
  );
}

const unknown = (userArn: string, why: string): Behind => ({
  kind: 'unknown',
  why: `"${userArn === '' ? 'nobody' : userArn}" does not tell which person it is: ${why}`,
});

/**
 * Whether two names may be of one person. `Ana`, `ana@example.com` and `ana+admin@example.com` may: a user of IAM and one of Identity
 * Center are often named so. Whoever is wrongly taken for the same is refused, and nobody is harmed by it.
 */
export const maybeSame = (one: string, other: string): boolean => comparable(one) === comparable(other);

const comparable = (name: string): string => {
  const [before = ''] = name.trim().toLowerCase().split(/[@+]/);
  return before;
};
