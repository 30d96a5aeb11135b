import * as ecr from '@aws-sdk/client-ecr';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import { buildImage, type Image, type PushedImage } from './image.ts';

/** ECR, and what only the sandbox's own parts may ask of it. */
export interface Ecr extends ServiceModel<typeof ecr> {
  /**
   * The image of a reference `<account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>` or `…@sha256:<digest>`;
   * undefined if there is none: a task then fails as one whose image cannot be pulled.
   */
  resolve(reference: string): Image | undefined;
  /** Pushes an image; its tag moves to it. The repository may be created later. */
  push(image: PushedImage): Image;
}

interface Repository {
  readonly name: string;
  readonly arn: string;
  readonly uri: string;
  readonly mutability: ecr.ImageTagMutability;
  readonly createdAt: Date;
}

export function createEcr(kernel: Kernel, images: readonly PushedImage[] = []): Ecr {
  const registry = `${kernel.account}.dkr.ecr.${kernel.region}.amazonaws.com`;
  const repositories = new Map<string, Repository>();
  const pushed: Image[] = [];
  const tags = new Map<string, Image>();

  const push = (image: PushedImage): Image => {
    const built = buildImage(image, new Date(kernel.clock.now()));
    const known = pushed.find((other) => other.repository === built.repository && other.digest === built.digest);
    if (!known) pushed.push(built);
    tags.set(`${built.repository}:${built.tag}`, known ?? built);
    return known ?? built;
  };
  images.forEach(push);

  const byTag = (repository: string, tag: string) => tags.get(`${repository}:${tag}`);
  const byDigest = (repository: string, digest: string) =>
    pushed.find((image) => image.repository === repository && image.digest === digest);

  const repositoryNamed = (name: string | undefined): Repository => {
    const repository = repositories.get(name ?? '');
    if (repository) return repository;
    const message = `The repository with name '${name}' does not exist in the registry with id '${kernel.account}'`;
    throw new ecr.RepositoryNotFoundException({ message, $metadata: {} });
  };

  const detail = (image: Image): ecr.ImageDetail => ({
    registryId: kernel.account,
    repositoryName: image.repository,
    imageDigest: image.digest,
    imageTags: [...tags]
      .filter(([key, tagged]) => tagged === image && key.startsWith(`${image.repository}:`))
      .map(([key]) => key.slice(image.repository.length + 1)),
    imageSizeInBytes: image.size,
    imagePushedAt: image.pushedAt,
    imageManifestMediaType: 'application/vnd.oci.image.manifest.v1+json',
  });

  const find = (repository: string, id: ecr.ImageIdentifier): Image => {
    const image = id.imageDigest ? byDigest(repository, id.imageDigest) : byTag(repository, id.imageTag ?? '');
    if (image && (!id.imageTag || byTag(repository, id.imageTag) === image)) return image;
    const wanted = `{imageDigest:'${id.imageDigest ?? 'null'}', imageTag:'${id.imageTag ?? 'null'}'}`;
    const message = `The image with imageId ${wanted} does not exist within the repository with name '${repository}' in the registry with id '${kernel.account}'`;
    throw new ecr.ImageNotFoundException({ message, $metadata: {} });
  };

  const arnOf = (name: string) => `arn:aws:ecr:${kernel.region}:${kernel.account}:repository/${name}`;

  return {
    signingName: 'ecr',
    module: ecr,
    push,
    resolve(reference) {
      const match = /^([^/]+)\/([^:@]+)(?::([^@]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(reference);
      const [, host, repository = '', tag = 'latest', digest] = match ?? [];
      if (host !== registry || !repositories.has(repository)) return undefined;
      return digest ? byDigest(repository, digest) : byTag(repository, tag);
    },
    handlers: {
      DescribeImages({ repositoryName, imageIds }) {
        const { name } = repositoryNamed(repositoryName);
        const wanted = imageIds?.length
          ? imageIds.map((id) => find(name, id))
          : pushed.filter((image) => image.repository === name);
        return { imageDetails: wanted.map(detail) };
      },
      BatchDeleteImage({ repositoryName, imageIds = [] }) {
        const { name } = repositoryNamed(repositoryName);
        const images = imageIds.map((id) => find(name, id));
        for (const image of images) {
          pushed.splice(pushed.indexOf(image), 1);
          for (const [key, tagged] of tags) if (tagged === image) tags.delete(key);
        }
        return { imageIds, failures: [] };
      },
      DescribeRepositories({ repositoryNames }) {
        const wanted = repositoryNames?.length ? repositoryNames.map(repositoryNamed) : [...repositories.values()];
        return {
          repositories: wanted.map((repository) => ({
            repositoryName: repository.name,
            repositoryArn: repository.arn,
            repositoryUri: repository.uri,
            registryId: kernel.account,
            createdAt: repository.createdAt,
            imageTagMutability: repository.mutability,
          })),
        };
      },
    },
    access: {
      DescribeImages: ({ repositoryName }: ecr.DescribeImagesRequest) => [
        { action: 'ecr:DescribeImages', resource: arnOf(repositoryName ?? '') },
      ],
      BatchDeleteImage: ({ repositoryName }: ecr.BatchDeleteImageRequest) => [
        { action: 'ecr:BatchDeleteImage', resource: arnOf(repositoryName ?? '') },
      ],
      DescribeRepositories: ({ repositoryNames }: ecr.DescribeRepositoriesRequest) =>
        (repositoryNames?.length ? repositoryNames : ['*']).map((name) => ({
          action: 'ecr:DescribeRepositories',
          resource: arnOf(name),
        })),
    },
    resources: {
      'AWS::ECR::Repository'(properties, context) {
        refuseUnmodelled('AWS::ECR::Repository', properties, [
          ...['RepositoryName', 'ImageTagMutability', 'ImageScanningConfiguration', 'EncryptionConfiguration'],
          ...['LifecyclePolicy', 'RepositoryPolicyText', 'EmptyOnDelete', 'Tags'],
        ]);
        const name: string = properties['RepositoryName'] ?? context.generatedName;
        const uri = `${registry}/${name}`;
        repositories.set(name, {
          name,
          uri,
          arn: arnOf(name),
          mutability: properties['ImageTagMutability'] ?? 'MUTABLE',
          createdAt: new Date(kernel.clock.now()),
        });
        return { ref: name, attributes: { Arn: arnOf(name), RepositoryUri: uri } };
      },
    },
  };
}
