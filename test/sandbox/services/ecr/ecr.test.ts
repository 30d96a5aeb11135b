import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { removeAtEnd } from '../../../../sandbox/processes/guard.ts';
import { createEcr } from '../../../../sandbox/services/ecr/ecr.ts';
import { create, fakeKernel, PERSON } from '../../processes/fake-kernel.ts';

const HOST = '111122223333.dkr.ecr.sa-east-1.amazonaws.com';
const call = { principal: PERSON };

async function app() {
  const folder = mkdtempSync(join(tmpdir(), 'knowngood-image-'));
  removeAtEnd(folder);
  writeFileSync(join(folder, 'web.ts'), 'console.log(1);');
  const image = { repository: 'app', folder, environment: { APP_VERSION: '1' } };
  const ecr = createEcr(fakeKernel(), [{ ...image, tag: '1.0.0' }]);
  await create(ecr, 'AWS::ECR::Repository', { RepositoryName: 'app' });
  return { ecr, image, folder };
}

it('gives the same content the same digest, and other content another', async () => {
  const { ecr, image, folder } = await app();
  const one = ecr.resolve(`${HOST}/app:1.0.0`);
  expect(one?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(ecr.push({ ...image, tag: 'again' }).digest).toBe(one?.digest);
  expect(ecr.push({ ...image, tag: '2', environment: { APP_VERSION: '2' } }).digest).not.toBe(one?.digest);
  writeFileSync(join(folder, 'web.ts'), 'console.log(2);');
  expect(ecr.push({ ...image, tag: '1.0.1' }).digest).not.toBe(one?.digest);
});

it('resolves a digest to what it was when the tag has moved', async () => {
  const { ecr, image } = await app();
  const before = ecr.resolve(`${HOST}/app:1.0.0`);
  const moved = ecr.push({ ...image, tag: '1.0.0', environment: { APP_VERSION: 'other' } });
  expect(ecr.resolve(`${HOST}/app:1.0.0`)?.digest).toBe(moved.digest);
  expect(ecr.resolve(`${HOST}/app@${before?.digest}`)?.environment).toEqual({ APP_VERSION: '1' });
  const described = await ecr.handlers.DescribeImages?.(
    { repositoryName: 'app', imageIds: [{ imageTag: '1.0.0' }] },
    call,
  );
  expect(described?.imageDetails?.[0]).toMatchObject({ imageDigest: moved.digest, imageTags: ['1.0.0'] });
});

it('describes an archived image that cannot be pulled; pushed again, it can', async () => {
  const { ecr, image } = await app();
  const imageId = { imageTag: '1.0.0' };
  await ecr.handlers.UpdateImageStorageClass?.({ repositoryName: 'app', imageId, targetStorageClass: 'ARCHIVE' }, call);
  const described = await ecr.handlers.DescribeImages?.({ repositoryName: 'app', imageIds: [imageId] }, call);
  expect(described?.imageDetails?.[0]).toMatchObject({ imageStatus: 'ARCHIVED' });
  expect(await ecr.handlers.DescribeImages?.({ repositoryName: 'app' }, call)).toEqual({ imageDetails: [] });
  expect(ecr.resolve(`${HOST}/app:1.0.0`)).toBeUndefined();
  ecr.push({ ...image, tag: '1.0.0' });
  expect(ecr.resolve(`${HOST}/app:1.0.0`)).toBeDefined();
});

it('describes images of another account whose repository lets this one in, by their registry', async () => {
  const { ecr, image } = await app();
  const registry = '999988887777.dkr.ecr.sa-east-1.amazonaws.com';
  const pushed = ecr.push({ ...image, tag: '1', registry });
  expect(ecr.resolve(`${registry}/app:1`)?.digest).toBe(pushed.digest);
  const describe = async () =>
    ecr.handlers.DescribeImages?.(
      { registryId: '999988887777', repositoryName: 'app', imageIds: [{ imageTag: '1' }] },
      call,
    );
  await expect(describe()).rejects.toMatchObject({ name: 'AccessDeniedException' });
  ecr.share(registry, 'app');
  expect((await describe())?.imageDetails?.[0]).toMatchObject({
    imageDigest: pushed.digest,
    registryId: '999988887777',
  });
});

it('knows no image of another registry, of no repository, of no tag', async () => {
  const { ecr } = await app();
  for (const reference of ['docker.io/app:1.0.0', `${HOST}/other:1.0.0`, `${HOST}/app:9`, `${HOST}/app`]) {
    expect(ecr.resolve(reference), reference).toBeUndefined();
  }
  const describe = (repositoryName: string, imageTag: string) => async () =>
    ecr.handlers.DescribeImages?.({ repositoryName, imageIds: [{ imageTag }] }, call);
  await expect(describe('app', '9')).rejects.toMatchObject({ name: 'ImageNotFoundException' });
  await expect(describe('other', '1')).rejects.toMatchObject({ name: 'RepositoryNotFoundException' });
});
