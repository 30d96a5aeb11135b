import {
  DescribeImagesCommand,
  ECRClient,
  ImageNotFoundException,
  RepositoryNotFoundException,
} from '@aws-sdk/client-ecr';
import { clientSettings } from '../aws/client-settings.ts';
import { inParallel } from '../step/in-parallel.ts';
import { type EcrRepository, parseImage } from './image-reference.ts';

/** What ECR says of an image. */
export type Seen =
  /** It can be pulled. `pinned` names it by its digest: that cannot move. */
  | { readonly kind: 'there'; readonly digest: string; readonly pinned: string }
  /** It cannot be pulled any more. */
  | { readonly kind: 'gone'; readonly why: string }
  /** Nobody here can tell: another registry than ECR, or a repository that may not be described. */
  | { readonly kind: 'unseen'; readonly why: string };

/** By Region: an image may lie in another one. */
const clients = new Map<string, ECRClient>();
function clientOf(region: string): ECRClient {
  const client = clients.get(region) ?? new ECRClient({ ...clientSettings, region });
  clients.set(region, client);
  return client;
}

/**
 * Looks at an image in its own repository and registry. An archived image is described, and its pulls fail with 404; so does
 * one that is still being taken out of the archive
 * (https://docs.aws.amazon.com/AmazonECR/latest/userguide/archive-image.html).
 */
export async function lookAtImage(image: string): Promise<Seen> {
  const parsed = parseImage(image);
  if (parsed === null) return { kind: 'gone', why: 'that is no image reference' };
  const { name, tag, digest, ecr } = parsed;
  if (ecr === null) return { kind: 'unseen', why: 'its registry is none of ECR that could be asked' };
  try {
    const { imageDetails } = await describe(
      ecr,
      digest === null ? { imageTag: tag ?? 'latest' } : { imageDigest: digest },
    );
    const found = imageDetails?.[0];
    if (found?.imageDigest === undefined) return GONE;
    const status = found.imageStatus ?? 'ACTIVE';
    if (status !== 'ACTIVE') return { kind: 'gone', why: `its status is ${status}: it cannot be pulled` };
    return { kind: 'there', digest: found.imageDigest, pinned: `${name}@${found.imageDigest}` };
  } catch (error) {
    if (error instanceof ImageNotFoundException || error instanceof RepositoryNotFoundException) return GONE;
    if ((error as Error).name === 'AccessDeniedException')
      return { kind: 'unseen', why: `ecr:DescribeImages is not allowed on its repository ${name}` };
    throw error;
  }
}

const GONE: Seen = { kind: 'gone', why: 'ECR has no such image' };

const describe = (
  { account, region, repository }: EcrRepository,
  imageId: { readonly imageTag: string } | { readonly imageDigest: string },
) =>
  clientOf(region).send(
    new DescribeImagesCommand({ registryId: account, repositoryName: repository, imageIds: [imageId] }),
  );

/** Looks at many images, each once. */
export async function lookAtImages(images: Iterable<string>): Promise<ReadonlyMap<string, Seen>> {
  return new Map(await inParallel([...new Set(images)], async (image) => [image, await lookAtImage(image)] as const));
}
