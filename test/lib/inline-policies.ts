// biome-ignore lint/suspicious/noExplicitAny: a template's properties are open JSON.
type Json = any;

/** What a template's roles may do, by the logical id of the role: a policy inside it or beside it, as IAM stores both alike. */
export interface InlinePolicy {
  readonly role: string;
  readonly statements: readonly Json[];
}

/** Every inline policy of a template, in its order. */
export const inlinePolicies = (
  resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Json }>>,
): InlinePolicy[] =>
  Object.entries(resources).flatMap(([id, { Type, Properties }]): InlinePolicy[] => {
    if (Type === 'AWS::IAM::Role')
      return (Properties.Policies ?? []).map(({ PolicyDocument }: Json) => ({
        role: id,
        statements: PolicyDocument.Statement,
      }));
    if (Type !== 'AWS::IAM::Policy') return [];
    return Properties.Roles.map(({ Ref }: Json) => ({ role: Ref, statements: Properties.PolicyDocument.Statement }));
  });
