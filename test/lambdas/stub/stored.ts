import { ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import { ParameterNotFound } from '@aws-sdk/client-ssm';
import { aws } from './aws.ts';

/** Parameter Store with the newest values alone. */
export function parameters(held: Map<string, string>): void {
  aws.on('ssm', {
    GetParameter: ({ Name = '' }) => {
      const Value = held.get(Name);
      if (Value === undefined) throw new ParameterNotFound({ message: `Parameter ${Name} not found.`, $metadata: {} });
      return { Parameter: { Name, Value } };
    },
    PutParameter: ({ Name = '', Value = '' }) => {
      held.set(Name, Value);
      return { Version: 2 };
    },
  });
}

/** Secrets of fields, with the version that the newest replaced. */
export class Secrets {
  private readonly versions: Record<string, object[]>;

  constructor(secrets: Record<string, object>) {
    this.versions = Object.fromEntries(Object.entries(secrets).map(([name, fields]) => [name, [fields]]));
  }

  current(name: string): unknown {
    return this.versions[name]?.at(-1);
  }

  rotate(name: string, fields: object): void {
    this.versions[name]?.push(fields);
  }

  play(): void {
    aws.on('secretsmanager', {
      GetSecretValue: ({ SecretId = '', VersionStage = 'AWSCURRENT' }) => {
        const version = this.versions[SecretId]?.at(VersionStage === 'AWSCURRENT' ? -1 : -2);
        if (version === undefined)
          throw new ResourceNotFoundException({ message: `no ${VersionStage} of ${SecretId}`, $metadata: {} });
        return { SecretString: JSON.stringify(version) };
      },
      PutSecretValue: ({ SecretId = '', SecretString = '{}' }) => {
        this.rotate(SecretId, JSON.parse(SecretString));
        return {};
      },
    });
  }
}
