import * as ecr from '@aws-sdk/client-ecr';
import type { Kernel } from '../../kernel/kernel.ts';
import { served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import type { Image, PushedImage } from './image.ts';
import { ecrOperations } from './operations.ts';
import { ecrResources } from './resources.ts';
import { EcrState } from './state.ts';

/** ECR, and what only the sandbox's own parts may ask of it. */
export interface Ecr extends ServiceModel<typeof ecr> {
  /**
   * The image of a reference `<registry>/<repository>:<tag>` or `…@sha256:<digest>`; undefined if there is none, or if it
   * is archived: a task then fails as one whose image cannot be pulled.
   */
  resolve(reference: string): Image | undefined;
  /** Pushes an image; its tag moves to it. The repository may be created later. */
  push(image: PushedImage): Image;
  /** Pushes an image that the CDK builds: `cdk bootstrap` has made its repository. */
  publish(image: PushedImage): void;
  /** Lets this account describe and pull images of another account's repository, as its repository policy would. */
  share(registry: string, repository: string): void;
}

export function createEcr(kernel: Kernel, images: readonly PushedImage[] = []): Ecr {
  const state = new EcrState(kernel);
  for (const image of images) state.push(image);
  return {
    signingName: 'ecr',
    module: ecr,
    ...served<typeof ecr>(ecrOperations(state)),
    resources: ecrResources(state),
    push: (image) => state.push(image),
    publish(image) {
      // Its tags cannot be moved (the bootstrap's template, https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html).
      if (!state.repositories.has(image.repository)) state.create(image.repository, 'IMMUTABLE');
      state.push(image);
    },
    resolve(reference) {
      const match = /^([^/]+)\/([^:@]+)(?::([^@]+))?(?:@(sha256:[0-9a-f]{64}))?$/.exec(reference);
      const [, host = '', repository = '', tag = 'latest', digest] = match ?? [];
      if (host === state.registry && !state.repositories.has(repository)) return undefined;
      const image = digest ? state.byDigest(host, repository, digest) : state.byTag(host, repository, tag);
      return image?.status === 'ACTIVE' ? image : undefined;
    },
    share: (registry, repository) => void state.shared.add(`${registry}/${repository}`),
  };
}
