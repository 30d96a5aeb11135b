import * as ecr from '@aws-sdk/client-ecr';
import type { Kernel } from '../../kernel/kernel.ts';
import { WireError } from '../../kernel/wire-error.ts';
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
  /** `<registry>/<repository>` of other accounts that let this one in. */
  readonly shared = new Set<string>();
  /** `<registry>/<repository>:<tag>` -> image. */
  private readonly tags = new Map<string, Image>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
    this.registry = this.hostOf();
  }

  /** @param registryId account; this one if absent */
  arnOf(repository: string, registryId = this.kernel.account): string {
    return `arn:aws:ecr:${this.kernel.region}:${registryId}:repository/${repository}`;
  }

  /** Host of an account's registry in this Region. */
  hostOf(registryId = this.kernel.account): string {
    return `${registryId}.dkr.ecr.${this.kernel.region}.amazonaws.com`;
  }

  create(name: string, mutability: ecr.ImageTagMutability): Repository {
    const made = { name, mutability, uri: `${this.registry}/${name}`, arn: this.arnOf(name) };
    const repository = { ...made, createdAt: new Date(this.kernel.clock.now()) };
    this.repositories.set(name, repository);
    return repository;
  }

  push(image: PushedImage): Image {
    const built = buildImage(image, new Date(this.kernel.clock.now()));
    const host = registryOf(built, this);
    const known = this.byDigest(host, built.repository, built.digest);
    if (!known) this.pushed.push(built);
    // Pushing an archived image again takes it out of the archive.
    if (known) known.status = 'ACTIVE';
    this.tags.set(`${host}/${built.repository}:${built.tag}`, known ?? built);
    return known ?? built;
  }

  remove(images: readonly Image[]): void {
    for (const image of images) {
      this.pushed.splice(this.pushed.indexOf(image), 1);
      for (const [key, tagged] of this.tags) if (tagged === image) this.tags.delete(key);
    }
  }

  byTag(host: string, repository: string, tag: string): Image | undefined {
    return this.tags.get(`${host}/${repository}:${tag}`);
  }

  byDigest(host: string, repository: string, digest: string): Image | undefined {
    return this.imagesOf(host, repository).find((image) => image.digest === digest);
  }

  imagesOf(host: string, repository: string): Image[] {
    return this.pushed.filter((image) => registryOf(image, this) === host && image.repository === repository);
  }

  tagsOf(image: Image): string[] {
    const prefix = `${registryOf(image, this)}/${image.repository}:`;
    return [...this.tags]
      .filter(([key, tagged]) => tagged === image && key.startsWith(prefix))
      .map(([key]) => key.slice(prefix.length));
  }

  /**
   * Host of the registry that has the repository.
   * @throws RepositoryNotFoundException; AccessDeniedException where another account's repository policy names nobody of this one
   * (https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policy-examples.html)
   */
  hostOfRepository(registryId: string | undefined, name: string): string {
    const host = this.hostOf(registryId);
    if (host === this.registry) {
      this.repository(name);
      return host;
    }
    if (this.shared.has(`${host}/${name}`)) return host;
    const resource = this.arnOf(name, registryId);
    throw new WireError(
      'AccessDeniedException',
      `User is not authorized to perform: ecr:DescribeImages on resource: ${resource} because no resource-based policy allows the ecr:DescribeImages action`,
    );
  }

  /** @throws RepositoryNotFoundException */
  repository(name: string | undefined): Repository {
    const found = this.repositories.get(name ?? '');
    if (found) return found;
    const message = `The repository with name '${name}' does not exist in the registry with id '${this.kernel.account}'`;
    throw new ecr.RepositoryNotFoundException({ message, $metadata: {} });
  }

  /** @throws ImageNotFoundException, also where tag and digest name different images */
  image(host: string, repository: string, { imageDigest, imageTag }: ecr.ImageIdentifier): Image {
    const byTag = this.byTag(host, repository, imageTag ?? '');
    const image = imageDigest ? this.byDigest(host, repository, imageDigest) : byTag;
    if (image && (!imageTag || byTag === image)) return image;
    const wanted = `{imageDigest:'${imageDigest ?? 'null'}', imageTag:'${imageTag ?? 'null'}'}`;
    const message = `The image with imageId ${wanted} does not exist within the repository with name '${repository}' in the registry with id '${this.kernel.account}'`;
    throw new ecr.ImageNotFoundException({ message, $metadata: {} });
  }
}

const registryOf = ({ registry }: PushedImage, state: EcrState): string => registry ?? state.registry;
