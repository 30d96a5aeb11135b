import { randomBytes } from 'node:crypto';
import { ResourceNotFoundException } from '@aws-sdk/client-secrets-manager';
import type { Kernel } from '../../kernel/kernel.ts';
import type { Tag } from '../../template/properties/tags.ts';

export interface Secret {
  readonly name: string;
  readonly arn: string;
  /** ARN of a customer key. */
  readonly key: string | undefined;
  readonly tags: readonly Tag[];
  /** Newest last: the current version and, after a change, the one before it. */
  versions: readonly Version[];
}

export interface Version {
  readonly id: string;
  readonly value: string;
}

/** Stages of a secret's versions, the newest version's first. */
export const STAGES = ['AWSCURRENT', 'AWSPREVIOUS'];

/** Everything Secrets Manager knows. */
export class SecretsState {
  readonly kernel: Kernel;
  readonly secrets = new Map<string, Secret>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** By ARN or name. */
  find(id: string | undefined): Secret | undefined {
    return [...this.secrets.values()].find(({ arn, name }) => arn === id || name === id);
  }

  /** By ARN, also without its random suffix, or name. @throws ResourceNotFoundException */
  secret(id: string | undefined): Secret {
    const found =
      this.find(id) ?? [...this.secrets.values()].find(({ arn }) => arn.replace(/-[A-Za-z0-9]{6}$/, '') === id);
    if (found) return found;
    const message = "Secrets Manager can't find the specified secret.";
    throw new ResourceNotFoundException({ message, $metadata: {} });
  }
}

export const newVersion = (value: string): Version => ({ id: randomBytes(16).toString('hex'), value });

export const currentVersion = ({ versions }: Secret): Version => versions.at(-1) as Version;

/** The version of a stage or an id; with neither, the current one. @throws ResourceNotFoundException */
export function versionAt({ versions }: Secret, stage: string | undefined, id: string | undefined): Version {
  const found =
    id === undefined ? versions.at(-1 - STAGES.indexOf(stage ?? 'AWSCURRENT')) : versions.find((v) => v.id === id);
  if (found !== undefined && (stage === undefined || STAGES.includes(stage))) return found;
  const missing = id === undefined ? `staging label: ${stage}` : `VersionId: ${id}`;
  const message = `Secrets Manager can't find the specified secret value for ${missing}`;
  throw new ResourceNotFoundException({ message, $metadata: {} });
}
