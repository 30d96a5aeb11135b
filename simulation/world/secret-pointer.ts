import type { Properties } from '../../sandbox/kernel/resource.ts';
import type { Resolved } from './deployment.ts';
import { PARAMETERS, ROLES } from './survey-platform.ts';

const PARAMETER = PARAMETERS.databaseHost;
const FIELD = 'host';

/**
 * The deployed template as it is when the configuration says that a secret's field holds the pointer: the application reads
 * `host` of its own secret, and the steps that read and write the pointer may do so there. Made from what the template of the
 * parameter resolved to, by the same literals and grants that `lib/` writes for a secret (`test/simulation/world/secret-pointer.test.ts` compares).
 */
export class SecretPointer {
  /** ARN. */
  readonly secret: string;
  readonly field = FIELD;
  /** ARN of the customer key that the secret is encrypted with. */
  private readonly key: string;
  private readonly host: string;
  private readonly parameter: string;

  constructor({ made }: Resolved) {
    const secret = made.find(
      ({ type, properties }) => type === 'AWS::SecretsManager::Secret' && properties.includes(ROLES.application),
    );
    const parameter = made.find(
      ({ type, properties }) =>
        type === 'AWS::SSM::Parameter' && (JSON.parse(properties) as Properties)['Name'] === PARAMETER,
    );
    if (secret === undefined || parameter === undefined)
      throw new Error(`The template has no application secret, or no parameter ${PARAMETER}.`);
    this.secret = secret.created.ref;
    this.key = String((JSON.parse(secret.properties) as Properties)['KmsKeyId']);
    this.host = String((JSON.parse(parameter.properties) as Properties)['Value']);
    this.parameter = `parameter${PARAMETER}`;
  }

  change(type: string, properties: Properties): Properties {
    switch (type) {
      case 'AWS::SecretsManager::Secret':
        return this.withHost(properties);
      case 'AWS::ECS::TaskDefinition':
        return replaced(properties, (text) =>
          text.replaceAll(new RegExp(`"arn:aws:ssm:[^"]*:${this.parameter}"`, 'g'), `"${this.secret}:${FIELD}::"`),
        );
      case 'AWS::IAM::Policy':
        return this.granted(properties as unknown as Policy) as unknown as Properties;
      case 'AWS::IAM::Role': {
        const policies = (properties['Policies'] ?? []) as Policy[];
        return { ...properties, Policies: policies.map((policy) => this.granted(policy)) };
      }
      default:
        return properties;
    }
  }

  definition(text: string): string {
    const [pointer, recorded] = [`"pointer":{"parameter":"${PARAMETER}"`, `"pointerParameter":"${PARAMETER}"`];
    return text
      .replaceAll(pointer, `"pointer":{"secret":"${this.secret}","field":"${FIELD}"`)
      .replaceAll(recorded, '"pointerParameter":""');
  }

  private withHost(properties: Properties): Properties {
    const generate = properties['GenerateSecretString'] as { SecretStringTemplate?: string } | undefined;
    const template = generate?.SecretStringTemplate ?? '';
    if (!template.includes(ROLES.application)) return properties;
    const SecretStringTemplate = JSON.stringify({ ...JSON.parse(template), [FIELD]: this.host });
    return { ...properties, GenerateSecretString: { ...generate, SecretStringTemplate } };
  }

  /** A statement about the parameter is one about the secret, and one about its key. */
  private granted(policy: Policy): Policy {
    const document = policy.PolicyDocument;
    const Statement = document.Statement.flatMap((statement) => {
      const { Resource, Action } = statement;
      if (typeof Resource !== 'string' || !Resource.endsWith(`:${this.parameter}`)) return [statement];
      const actions = [Action].flat();
      const writes = actions.includes('ssm:PutParameter');
      // The stack that made it is asked of its tags, which no key encrypts.
      const looks = actions.includes('ssm:ListTagsForResource')
        ? [{ ...statement, Action: 'secretsmanager:DescribeSecret', Resource: this.secret }]
        : [];
      if (!actions.includes('ssm:GetParameter')) return looks;
      return [
        ...looks,
        {
          ...statement,
          Action: ['secretsmanager:GetSecretValue', ...(writes ? ['secretsmanager:PutSecretValue'] : [])],
          Resource: this.secret,
        },
        {
          Effect: 'Allow',
          Action: ['kms:Decrypt', ...(writes ? ['kms:GenerateDataKey'] : [])],
          Resource: this.key,
          Condition: {
            StringEquals: {
              'kms:ViaService': `secretsmanager.${this.secret.split(':')[3]}.amazonaws.com`,
              'kms:EncryptionContext:SecretARN': this.secret,
            },
          },
        },
      ];
    });
    return { ...policy, PolicyDocument: { ...document, Statement } };
  }
}

interface Policy {
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

const replaced = <T>(value: T, change: (text: string) => string): T => JSON.parse(change(JSON.stringify(value))) as T;
