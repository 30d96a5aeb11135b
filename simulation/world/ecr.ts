import { createHash } from 'node:crypto';
import * as ecr from '@aws-sdk/client-ecr';
import type { Kernel } from '../../sandbox/kernel/kernel.ts';
import type { ServiceModel } from '../../sandbox/kernel/service.ts';
import type { Ecr } from '../../sandbox/services/ecr/ecr.ts';
import type { Image } from '../../sandbox/services/ecr/image.ts';
import { GOOD, NEW, OTHER } from './versions.ts';

const digestOf = (tag: string): string => `sha256:${createHash('sha256').update(tag).digest('hex')}`;
const DIGESTS = new Map([GOOD, NEW, OTHER].map((tag) => [tag, digestOf(tag)]));

/** ECR with one image per version; what is in it is the application of the world. */
export interface WorldEcr extends Pick<Ecr, 'resolve'>, ServiceModel<typeof ecr> {
  /** A version's image expires, as by a lifecycle policy: tag and digest are gone. */
  expire(version: string): void;
}

export function createWorldEcr(kernel: Kernel): WorldEcr {
  const expired = new Set<string>();
  const arnOf = (name: string) => `arn:aws:ecr:${kernel.region}:${kernel.account}:repository/${name}`;
  const image = (tag: string, digest: string): Image => ({
    repository: 'survey-platform',
    tag,
    folder: '',
    environment: { APP_VERSION: tag },
    command: ['node', 'web.ts'],
    digest,
    pushedAt: new Date(0),
    size: 1,
    status: 'ACTIVE',
  });
  const find = (tag: string | undefined, digest: string | undefined): Image | undefined => {
    for (const [known, of] of DIGESTS)
      if ((known === tag || of === digest) && !expired.has(known)) return image(known, of);
    return undefined;
  };
  return {
    signingName: 'ecr',
    module: ecr,
    expire: (version) => void expired.add(version),
    resolve(reference) {
      const [, tag, digest] = /^[^/]+\/[^:@]+(?::([^@]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(reference) ?? [];
      return find(tag, digest);
    },
    access: {
      DescribeImages: ({ repositoryName }: ecr.DescribeImagesRequest) => [
        { action: 'ecr:DescribeImages', resource: arnOf(repositoryName ?? '') },
      ],
    },
    handlers: {
      DescribeImages({ imageIds = [] }) {
        return {
          imageDetails: imageIds.map(({ imageTag, imageDigest }) => {
            const found = find(imageTag, imageDigest);
            if (found === undefined)
              throw new ecr.ImageNotFoundException({ message: `No image ${imageTag ?? imageDigest}`, $metadata: {} });
            return { imageDigest: found.digest, imageTags: [found.tag], repositoryName: found.repository };
          }),
        };
      },
    },
    resources: {
      'AWS::ECR::Repository': (properties, { generatedName }) => {
        const name: string = properties['RepositoryName'] ?? generatedName;
        const uri = `${kernel.account}.dkr.ecr.${kernel.region}.amazonaws.com/${name}`;
        return { ref: name, attributes: { Arn: arnOf(name), RepositoryUri: uri } };
      },
    },
  };
}
