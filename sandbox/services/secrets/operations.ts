import type * as sm from '@aws-sdk/client-secrets-manager';
import type { AccessCheck, Principal } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import { type KeyUse, keyChecks } from '../kms/use.ts';
import { currentVersion, newVersion, type SecretsState, STAGES, versionAt } from './state.ts';

export const secretsOperations = (state: SecretsState): Operations<typeof sm> => ({
  GetSecretValue: {
    access: ({ SecretId }, { principal }) => onSecret(state, 'GetSecretValue', SecretId, principal, ['Decrypt']),
    handle({ SecretId, VersionStage, VersionId }) {
      const secret = state.secret(SecretId);
      const { arn, name, versions } = secret;
      const version = versionAt(secret, VersionStage, VersionId);
      const VersionStages = [STAGES[versions.length - 1 - versions.indexOf(version)] ?? ''];
      return { ARN: arn, Name: name, SecretString: version.value, VersionId: version.id, VersionStages };
    },
  },

  DescribeSecret: {
    access: ({ SecretId }, { principal }) => onSecret(state, 'DescribeSecret', SecretId, principal, []),
    handle({ SecretId }) {
      const { arn, name, tags, versions } = state.secret(SecretId);
      const stages = versions.toReversed().map(({ id }, age) => [id, [STAGES[age]]]);
      return { ARN: arn, Name: name, Tags: [...tags], VersionIdsToStages: Object.fromEntries(stages) };
    },
  },

  PutSecretValue: {
    access: ({ SecretId }, { principal }) =>
      onSecret(state, 'PutSecretValue', SecretId, principal, ['GenerateDataKey', 'Decrypt']),
    handle({ SecretId, SecretString = '' }) {
      const secret = state.secret(SecretId);
      const version = newVersion(SecretString);
      secret.versions = [currentVersion(secret), version];
      return { ARN: secret.arn, Name: secret.name, VersionId: version.id };
    },
  },
});

/** The checks of an action on a secret, and of its use of the secret's key. */
function onSecret(
  state: SecretsState,
  action: string,
  id: string | undefined,
  caller: Principal,
  operations: KeyUse['operations'],
): readonly AccessCheck[] {
  const secret = state.find(id);
  const arn = secret?.arn ?? String(id);
  return [
    { action: `secretsmanager:${action}`, resource: arn },
    ...keyChecks(state.kernel, {
      key: secret?.key,
      via: 'secretsmanager',
      operations,
      bound: { SecretARN: arn },
      caller,
    }),
  ];
}
