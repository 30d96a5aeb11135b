import { fileURLToPath } from 'node:url';
import { RemovalPolicy } from 'aws-cdk-lib';
import { type IRepository, Repository, TagMutability } from 'aws-cdk-lib/aws-ecr';
import { DockerImageAsset, Platform } from 'aws-cdk-lib/aws-ecr-assets';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';

/** The example's images: the survey platform's, that of the collector beside it, and the help center's. */
export type ImageName = 'app' | 'collector' | 'helpCenter';

/**
 * What the services run before the first release.
 * - `assets`: the CDK builds each from its folder, and pushes it to the repository of its bootstrap
 * - `named`: images of this account and Region that are there already, as `<repository>@sha256:<digest>`
 * - `repositories`: the repositories that the stack makes, by tag; somebody pushes while the services wait, as the sandbox does
 */
export type SurveyImages =
  | { readonly from: 'assets'; readonly version: string }
  | { readonly from: 'named'; readonly images: Readonly<Record<ImageName, string>> }
  | { readonly from: 'repositories'; readonly version: string };

/** An image, and the repository that it is in. */
export interface FirstImage {
  readonly image: ContainerImage;
  readonly repository: IRepository;
}

const FOLDERS: Readonly<Record<ImageName, string>> = {
  app: 'app',
  collector: 'collector',
  helpCenter: 'help-center',
};

/** The collector's tag, as its `Dockerfile` names it; the help center has one version. */
const TAGS = { collector: 'v0.43.3', helpCenter: '1.0.0' };

/** A repository whose tags stay what they are, and which outlives the stack. */
export const repositoryOf = (scope: Construct, id: string, repositoryName: string): IRepository =>
  new Repository(scope, id, {
    repositoryName,
    imageTagMutability: TagMutability.IMMUTABLE,
    removalPolicy: RemovalPolicy.RETAIN,
  });

/**
 * What a container runs before the first release.
 * @param repository makes the one that the stack has for it
 * @throws Error for a named image without its digest: a tag may mean another image tomorrow
 */
export function firstImage(
  scope: Construct,
  name: ImageName,
  images: SurveyImages,
  repository: () => IRepository,
): FirstImage {
  if (images.from === 'repositories') {
    const own = repository();
    const tag = name === 'app' ? images.version : TAGS[name];
    return { repository: own, image: ContainerImage.fromEcrRepository(own, tag) };
  }
  if (images.from === 'assets') {
    const asset = new DockerImageAsset(scope, `${name}Image`, {
      directory: fileURLToPath(new URL(FOLDERS[name], import.meta.url)),
      // Fargate runs x86-64 where a task definition says nothing, whatever machine has built the image.
      platform: Platform.LINUX_AMD64,
      ...(name === 'app' ? { buildArgs: { VERSION: images.version } } : {}),
    });
    return { repository: asset.repository, image: ContainerImage.fromDockerImageAsset(asset) };
  }
  const [, named, digest] = /^([a-z0-9][a-z0-9._/-]*)@(sha256:[0-9a-f]{64})$/.exec(images.images[name]) ?? [];
  if (named === undefined || digest === undefined)
    throw new Error(
      `The image "${name}" is "${images.images[name]}"; expected <repository>@sha256:<64 hex digits>, an image of a repository of this account and Region. A tag may mean another image tomorrow.`,
    );
  const found = Repository.fromRepositoryName(scope, `${name}Repository`, named);
  return { repository: found, image: ContainerImage.fromEcrRepository(found, digest) };
}
