import { createHash } from 'node:crypto';
import * as ecr from '@aws-sdk/client-ecr';
import type { Kernel } from '../../sandbox/kernel/kernel.ts';
import type { ServiceModel } from '../../sandbox/kernel/service.ts';
import type { Ecr } from '../../sandbox/services/ecr/ecr.ts';
import type { Image } from '../../sandbox/services/ecr/image.ts';
import type { ContainerRun } from '../../sandbox/services/ecs/container.ts';
import { GOOD, NEW, OTHER } from './versions.ts';

/** What containers of the application run; others are somebody else's. */
const APPLICATION = 'survey-platform';
const COMMAND = ['node', 'web.ts'];
const BESIDE = '/bystander';

export const isOfTheApplication = ({ command }: ContainerRun): boolean => command[0] !== BESIDE;

/** Every image there is: one per version, and those of other containers. */
const IMAGES = [
  ...[GOOD, NEW, OTHER].map((tag) => [APPLICATION, tag] as const),
  ['help-center', '1.0.0'] as const,
  ['otel-collector', 'v0.43.3'] as const,
].map(
  ([repository, tag]): Image => ({
    repository,
    tag,
    folder: '',
    environment: repository === APPLICATION ? { APP_VERSION: tag } : {},
    command: repository === APPLICATION ? COMMAND : [BESIDE],
    digest: `sha256:${createHash('sha256')
      .update(repository === APPLICATION ? tag : repository)
      .digest('hex')}`,
    pushedAt: new Date(0),
    size: 1,
    status: 'ACTIVE',
  }),
);

/** ECR with one image per version; what is in it is the application of the world. */
export interface WorldEcr extends Pick<Ecr, 'resolve'>, ServiceModel<typeof ecr> {
  /** A version's image expires, as by a lifecycle policy: tag and digest are gone. */
  expire(version: string): void;
}

export function createWorldEcr(kernel: Kernel): WorldEcr {
  const expired = new Set<string>();
  const arnOf = (name: string) => `arn:aws:ecr:${kernel.region}:${kernel.account}:repository/${name}`;
  const find = (repository: string | undefined, tag: string | undefined, digest: string | undefined) =>
    IMAGES.find(
      (one) =>
        one.repository === repository &&
        (digest === undefined ? one.tag === tag : one.digest === digest) &&
        !(one.repository === APPLICATION && expired.has(one.tag)),
    );
  return {
    signingName: 'ecr',
    module: ecr,
    expire: (version) => void expired.add(version),
    resolve(reference) {
      const [, repository, tag, digest] =
        /^[^/]+\/([^:@]+)(?::([^@]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(reference) ?? [];
      return find(repository, tag, digest);
    },
    access: {
      DescribeImages: ({ repositoryName }: ecr.DescribeImagesRequest) => [
        { action: 'ecr:DescribeImages', resource: arnOf(repositoryName ?? '') },
      ],
    },
    handlers: {
      DescribeImages({ repositoryName, imageIds = [] }) {
        return {
          imageDetails: imageIds.map(({ imageTag, imageDigest }) => {
            const found = find(repositoryName, imageTag, imageDigest);
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
