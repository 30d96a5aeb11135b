/** Where an image lies in a private registry of ECR. */
export interface EcrRepository {
  readonly account: string;
  readonly region: string;
  readonly repository: string;
}

/** The parts of an image reference. */
export interface ImageReference {
  /** Registry and repository, as written: what a digest is appended to. */
  readonly name: string;
  /** Null: none is written, and a container runtime takes `latest`. */
  readonly tag: string | null;
  /** `sha256:` and 64 hex digits; null: none is written. */
  readonly digest: string | null;
  /** Null: a public registry or somebody else's, which ECR cannot describe. */
  readonly ecr: EcrRepository | null;
}

/** Hosts of ECR's private registries, dual-stack and FIPS ones too (https://docs.aws.amazon.com/general/latest/gr/ecr.html). */
const ECR =
  /^(?<account>\d{12})\.dkr[.-]ecr(?:-fips)?\.(?<region>[a-z0-9-]+)\.[a-z0-9.-]+\/(?<repository>[a-z0-9][a-z0-9._/-]*)$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const TAG = /^\w[\w.-]{0,127}$/;
/** A host may have a port, so the name may have one colon before a slash. */
const NAME = /^[a-zA-Z0-9](?:[\w.-]*)(?::\d+)?(?:\/[a-z0-9][a-z0-9._-]*)*$/;

/** @returns null for what is no image reference */
export function parseImage(image: string): ImageReference | null {
  const [rest = '', digest, ...more] = image.split('@');
  const colon = rest.lastIndexOf(':');
  const tagged = colon > rest.lastIndexOf('/');
  const name = tagged ? rest.slice(0, colon) : rest;
  const tag = tagged ? rest.slice(colon + 1) : null;
  if (more.length > 0 || !NAME.test(name)) return null;
  if ((digest !== undefined && !DIGEST.test(digest)) || (tag !== null && !TAG.test(tag))) return null;
  const { account, region, repository } = ECR.exec(name)?.groups ?? {};
  const inEcr = account !== undefined && region !== undefined && repository !== undefined;
  return { name, tag, digest: digest ?? null, ecr: inEcr ? { account, region, repository } : null };
}

/** The reference to the same image that cannot move; null for what is no image reference. */
export const withDigest = (image: string, digest: string): string | null => {
  const parsed = parseImage(image);
  return parsed === null ? null : `${parsed.name}@${digest}`;
};
