import '../stub/before-handlers.ts';
import { RepositoryNotFoundException } from '@aws-sdk/client-ecr';
import { describe, expect, it } from 'vitest';
import { lookAtImage, lookAtImages } from '../../../lambdas/services/image.ts';
import { aws } from '../stub/aws.ts';
import { digest, playImages, REGISTRY } from '../stub/definitions.ts';

const denied = () => Object.assign(new Error('not authorized'), { name: 'AccessDeniedException', $fault: 'client' });

describe('an image looked at', () => {
  it('is there, with the digest its tag means now', async () => {
    playImages({ 'survey:1': digest('a') });
    expect(await lookAtImage(`${REGISTRY}/survey:1`)).toEqual({
      ...{ kind: 'there', digest: digest('a') },
      pinned: `${REGISTRY}/survey@${digest('a')}`,
    });
  });

  it('without a tag means "latest", as a container runtime takes it', async () => {
    playImages({ 'survey:latest': digest('a') });
    expect(await lookAtImage(`${REGISTRY}/survey`)).toMatchObject({ kind: 'there', digest: digest('a') });
  });

  it.each(['ARCHIVED', 'ACTIVATING'] as const)('is described and gone while %s', async (imageStatus) => {
    aws.on('ecr', { DescribeImages: () => ({ imageDetails: [{ imageDigest: digest('a'), imageStatus }] }) });
    expect(await lookAtImage(`${REGISTRY}/survey:1`)).toMatchObject({ kind: 'gone' });
  });

  it('is asked of the registry that has it', async () => {
    playImages({ 'shared/router:1': digest('a') });
    await lookAtImage('999988887777.dkr.ecr.us-east-1.amazonaws.com/shared/router:1');
    expect(aws.inputs('ecr:DescribeImages')).toEqual([
      { registryId: '999988887777', repositoryName: 'shared/router', imageIds: [{ imageTag: '1' }] },
    ]);
  });

  it('is unseen where it may not be described, and in any other registry', async () => {
    aws.on('ecr', {
      DescribeImages: () => {
        throw denied();
      },
    });
    expect(await lookAtImage(`${REGISTRY}/other:1`)).toMatchObject({ kind: 'unseen' });
    expect(await lookAtImage('public.ecr.aws/datadog/agent:7')).toMatchObject({ kind: 'unseen' });
  });

  it('is gone with its repository, and so is what is no reference', async () => {
    aws.on('ecr', {
      DescribeImages: () => {
        throw new RepositoryNotFoundException({ message: 'no', $metadata: {} });
      },
    });
    expect(await lookAtImage(`${REGISTRY}/gone:1`)).toMatchObject({ kind: 'gone' });
    expect(await lookAtImage('no reference at all')).toMatchObject({ kind: 'gone' });
  });

  it('is looked at once, however often it is named', async () => {
    playImages({ 'survey:1': digest('a') });
    const image = `${REGISTRY}/survey:1`;
    expect([...(await lookAtImages([image, image])).keys()]).toEqual([image]);
    expect(aws.inputs('ecr:DescribeImages')).toHaveLength(1);
  });
});
