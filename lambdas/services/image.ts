import {
  DescribeImagesCommand,
  ECRClient,
  ImageNotFoundException,
  RepositoryNotFoundException,
} from '@aws-sdk/client-ecr';
import { clientSettings } from '../aws/client-settings.ts';

const ecr = new ECRClient(clientSettings);

/** `<registry>/<repository>:<tag>` or `…@sha256:<digest>`, in ECR's form. */
const REFERENCE = /^(?<registry>[^/]+)\/(?<repository>[^:@]+)(?::(?<tag>[^@]+))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$/;

/**
 * Resolves an image of this account's registry to the reference that cannot move: `<registry>/<repository>@sha256:…`.
 * @returns `undefined` when ECR has no such image (never pushed, or expired by a lifecycle policy).
 */
export async function pinned(image: string): Promise<string | undefined> {
  const parts = REFERENCE.exec(image)?.groups;
  const { registry, repository, tag, digest } = parts ?? {};
  if (registry === undefined || repository === undefined || (tag === undefined && digest === undefined))
    return undefined;
  try {
    const imageId = digest === undefined ? { imageTag: tag } : { imageDigest: digest };
    const { imageDetails } = await ecr.send(
      new DescribeImagesCommand({ repositoryName: repository, imageIds: [imageId] }),
    );
    const found = imageDetails?.[0]?.imageDigest;
    return found === undefined ? undefined : `${registry}/${repository}@${found}`;
  } catch (error) {
    if (error instanceof ImageNotFoundException || error instanceof RepositoryNotFoundException) return undefined;
    throw error;
  }
}
