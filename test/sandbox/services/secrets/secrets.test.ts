import { beforeEach, describe, expect, it } from 'vitest';
import { createSecrets, type Secrets } from '../../../../sandbox/services/secrets/secrets.ts';
import { create, fakeKernel, PERSON } from '../../processes/fake-kernel.ts';

/** Versions of a secret: AWS keeps the one a change replaced under AWSPREVIOUS, and none under it before a change. */
describe('a secret', () => {
  let secrets: Secrets;
  const get = async (input: object) =>
    await secrets.handlers.GetSecretValue?.({ SecretId: 's', ...input }, { principal: PERSON });
  const put = async (SecretString: string) =>
    await secrets.handlers.PutSecretValue?.({ SecretId: 's', SecretString }, { principal: PERSON });
  beforeEach(async () => {
    secrets = createSecrets(fakeKernel());
    await create(secrets, 'AWS::SecretsManager::Secret', { Name: 's', SecretString: 'first' });
  });

  it('has one version, and no previous one, when it is new', async () => {
    expect(await get({})).toMatchObject({ SecretString: 'first', VersionStages: ['AWSCURRENT'] });
    await expect(get({ VersionStage: 'AWSPREVIOUS' })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('keeps what the last change replaced, and nothing before that', async () => {
    const first = (await get({}))?.VersionId ?? '';
    await put('second');
    expect(await get({ VersionId: first })).toMatchObject({ SecretString: 'first', VersionStages: ['AWSPREVIOUS'] });
    await put('third');
    expect(await get({ VersionStage: 'AWSCURRENT' })).toMatchObject({ SecretString: 'third' });
    expect(await get({ VersionStage: 'AWSPREVIOUS' })).toMatchObject({ SecretString: 'second' });
    await expect(get({ VersionId: first })).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(get({ VersionStage: 'AWSPENDING' })).rejects.toThrow('AWSPENDING');
    expect(secrets.valueOf('s')).toBe('third');
  });
});
