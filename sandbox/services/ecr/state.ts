import * as ecr from '@aws-sdk/client-ecr';
import type { Kernel } from '../../kernel/kernel.ts';
import { buildImage, type Image, type PushedImage } from './image.ts';

export interface Repository {
  readonly name: string;
  readonly arn: string;
  readonly uri: string;
  readonly mutability: ecr.ImageTagMutability;
  readonly createdAt: Date;
}

/** Everything ECR knows: one registry. */
export class EcrState {
  readonly kernel: Kernel;
  /** Host name of the registry. */
  readonly registry: string;
  readonly repositories = new Map<string, Repository>();
  private readonly pushed: Image[] = [];
  /** `<repository>:<tag>` -> image. */
  private readonly tags = new Map<string, Image>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.registry = `${kernel.account}.dkr.ecr.${kernel.region}.amazonaws.com`;
  }

  arnOf(repository: string): string {
    return `arn:aws:ecr:${this.kernel.region}:${this.kernel.account}:repository/${repository}`;
  }

  push(image: PushedImage): Image {
    const built = buildImage(image, new Date(this.kernel.clock.now()));
    const known = this.byDigest(built.repository, built.digest);
    if (!known) this.pushed.push(built);
    this.tags.set(`${built.repository}:${built.tag}`, known ?? built);
    return known ?? built;
  }

  remove(images: readonly Image[]): void {
    for (const image of images) {
      this.pushed.splice(this.pushed.indexOf(image), 1);
      for (const [key, tagged] of this.tags) if (tagged === image) this.tags.delete(key);
    }
  }

  byTag(repository: string, tag: string): Image | undefined {
    return this.tags.get(`${repository}:${tag}`);
  }

  byDigest(repository: string, digest: string): Image | undefined {
    return this.imagesOf(repository).find((image) => image.digest === digest);
  }

  imagesOf(repository: string): Image[] {
    return this.pushed.filter((image) => image.repository === repository);
  }

  tagsOf(image: Image): string[] {
    return [...this.tags]
      .filter(([key, tagged]) => tagged === image && key.startsWith(`${image.repository}:`))
      .map(([key]) => key.slice(image.repository.length + 1));
  }

  /** @throws RepositoryNotFoundException */
  repository(name: string | undefined): Repository {
    const found = this.repositories.get(name ?? '');
    if (found) return found;
    const message = `The repository with name '${name}' does not exist in the registry with id '${this.kernel.account}'`;
    throw new ecr.RepositoryNotFoundException({ message, $metadata: {} });
  }

  /** @throws ImageNotFoundException, also where tag and digest name different images */
  image(repository: string, { imageDigest, imageTag }: ecr.ImageIdentifier): Image {
    const image = imageDigest ? this.byDigest(repository, imageDigest) : this.byTag(repository, imageTag ?? '');
    if (image && (!imageTag || this.byTag(repository, imageTag) === image)) return image;
    const wanted = `{imageDigest:'${imageDigest ?? 'null'}', imageTag:'${imageTag ?? 'null'}'}`;
    const message = `The image with imageId ${wanted} does not exist within the repository with name '${repository}' in the registry with id '${this.kernel.account}'`;
    throw new ecr.ImageNotFoundException({ message, $metadata: {} });
  }
}
