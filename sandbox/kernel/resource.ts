/** What a CloudFormation resource answers to Ref and Fn::GetAtt. */
export interface Created {
  readonly ref: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface ResourceContext {
  readonly stackName: string;
  readonly logicalId: string;
  /** `<stack>-<logicalId>-<8 hex>`, lower case: the physical name where the template gives none. */
  readonly generatedName: string;
  /** A resource of that name which is there already becomes the stack's (`cdk deploy --import-existing-resources`). */
  readonly importExisting?: boolean;
}

/** Takes away what a provider made, when its stack is deleted. */
export type ResourceRemover = (
  created: Created,
  properties: Properties,
  context: ResourceContext,
) => Promise<void> | void;

/**
 * Creates resources of one CloudFormation type; `properties` arrive with every intrinsic function and dynamic reference
 * resolved. A property it does not model and that would change behaviour must be refused by name, not ignored.
 */
export type ResourceProvider = (properties: Properties, context: ResourceContext) => Promise<Created> | Created;

// biome-ignore lint/suspicious/noExplicitAny: CloudFormation properties are open JSON; each provider parses what it reads.
export type Properties = Record<string, any>;
