/** A resource as CloudFormation will read it. */
export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

interface Limit {
  readonly type: string;
  readonly what: string;
  readonly most: number;
  readonly unit: string;
  readonly source: string;
  /** What counts; undefined where the resource has nothing of it. */
  readonly measured: (properties: Readonly<Record<string, unknown>>) => unknown;
  /** The part of a configuration that makes it grow. */
  readonly because: string;
}

/** Of a role: IAM counts all its inline policies together. */
const INLINE = {
  what: 'inline policy',
  ...{ most: 10_240, unit: 'characters' },
  source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  because: 'services, listeners, configurationPaths',
};

/** Everything that grows with a configuration, and the most that AWS takes of it. */
const LIMITS: readonly Limit[] = [
  {
    type: 'AWS::Lambda::Function',
    what: 'environment variables',
    ...{ most: 4_096, unit: 'bytes' },
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
    measured: ({ Environment }) => (Environment as { Variables?: unknown } | undefined)?.Variables,
    because: 'services, tables',
  },
  { type: 'AWS::IAM::Policy', ...INLINE, measured: ({ PolicyDocument }) => PolicyDocument },
  {
    ...{ type: 'AWS::IAM::Role', ...INLINE },
    measured: ({ Policies }) =>
      (Policies as { PolicyDocument: unknown }[] | undefined)?.map(({ PolicyDocument }) => PolicyDocument),
  },
  {
    type: 'AWS::IAM::ManagedPolicy',
    what: 'managed policy',
    ...{ most: 6_144, unit: 'characters' },
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
    measured: ({ PolicyDocument }) => PolicyDocument,
    because: 'services, listeners, configurationPaths',
  },
  {
    type: 'AWS::KMS::Key',
    what: 'key policy',
    ...{ most: 32_768, unit: 'bytes' },
    source: 'https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html',
    measured: ({ KeyPolicy }) => KeyPolicy,
    because: 'services',
  },
  {
    type: 'AWS::Events::Rule',
    what: 'event pattern',
    ...{ most: 2_048, unit: 'characters' },
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html',
    measured: ({ EventPattern }) => EventPattern,
    because: 'alarms',
  },
  {
    type: 'AWS::StepFunctions::StateMachine',
    what: 'definition',
    ...{ most: 1_048_576, unit: 'bytes' },
    source: 'https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html',
    measured: ({ DefinitionString }) => DefinitionString,
    because: 'services, tables, checks',
  },
];

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_RESOURCES = 500;
const LONGEST_TEMPLATE = 1_000_000;
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html: without asking for more. */
const MOST_MANAGED_POLICIES = 10;

/** Each thing of a stack that is too large to be deployed: what, its size, the most, where it grows from, and the source. */
export function beyondLimits(resources: Readonly<Record<string, Resource>>): string[] {
  const entries = Object.entries(resources);
  const tooLong = entries.flatMap(([id, { Type, Properties = {} }]) =>
    LIMITS.filter(({ type }) => type === Type).flatMap(({ what, most, unit, source, measured, because }) => {
      const value = measured(Properties);
      const size = value === undefined ? 0 : sizeOf(value);
      return size <= most
        ? []
        : [`${what} of ${id}: has about ${size} ${unit}; AWS takes ${most} (${source}). It grows with ${because}`];
    }),
  );
  const crowded = entries.flatMap(([id, { Type, Properties }]) => {
    const count = Type === 'AWS::IAM::Role' ? ((Properties?.['ManagedPolicyArns'] as unknown[])?.length ?? 0) : 0;
    return count <= MOST_MANAGED_POLICIES
      ? []
      : [`managed policies of ${id}: are ${count}; AWS takes ${MOST_MANAGED_POLICIES}. They grow with services`];
  });
  const template = JSON.stringify(resources).length;
  return [
    ...tooLong,
    ...crowded,
    ...(entries.length <= MOST_RESOURCES
      ? []
      : [`resources: are ${entries.length}; CloudFormation takes ${MOST_RESOURCES}`]),
    ...(template <= LONGEST_TEMPLATE
      ? []
      : [
          `the template: has ${template} bytes; CloudFormation takes ${LONGEST_TEMPLATE}. It grows with services, tables, checks`,
        ]),
  ];
}

/** Characters of an ARN or a name that only a deployment knows. */
const UNKNOWN = 'x'.repeat(120);

/** The same for a workflow's definition, which lies beside the template with placeholders `${Name}`. */
export function definitionBeyondLimit(id: string, text: string): string[] {
  const DefinitionString = text.replaceAll(/\$\{\w+\}/g, UNKNOWN);
  return beyondLimits({ [id]: { Type: 'AWS::StepFunctions::StateMachine', Properties: { DefinitionString } } });
}

/** Characters once deployed: what CloudFormation puts in is counted as a long ARN, white space and escapes are not. */
export function sizeOf(value: unknown): number {
  const deployed = inserted(value);
  return typeof deployed === 'string' ? deployed.length : JSON.stringify(deployed).length;
}

function inserted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inserted);
  if (typeof value !== 'object' || value === null) return value;
  const [[key, inner] = ['', undefined], ...others] = Object.entries(value);
  if (others.length === 0 && key === 'Fn::Join') {
    const [separator, parts] = inner as [string, unknown[]];
    return parts.map((part) => String(inserted(part))).join(separator);
  }
  if (others.length === 0 && (key === 'Ref' || key.startsWith('Fn::'))) return UNKNOWN;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, inserted(one)]));
}
