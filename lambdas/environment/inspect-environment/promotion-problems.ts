import type { Promotion, PublishedRelease } from '../../model/published.ts';
import type { Release } from '../../model/release.ts';
import type { Seen } from '../../services/image.ts';
import { parseImage } from '../../services/image-reference.ts';
import type { Input } from './contract.ts';
import type { Fitness } from './restore-problems.ts';

/** What another environment publishes. Times are of Parameter Store, in ms. */
export interface SeenPromotion {
  /** Null: it publishes none. */
  readonly status: string | null;
  readonly release: (PublishedRelease & { readonly at: number }) | null;
  /** Service -> what the container that a release moves runs there. */
  readonly images: ReadonlyMap<string, { readonly image: string; readonly at: number }>;
}

/** Whether its ledger is out of reach: only what it publishes can be read. */
export const isElsewhere = (environment: string, promotions: readonly Promotion[]): boolean =>
  promotions.some((one) => one.environment === environment && one.elsewhere);

/**
 * Image asked for -> the same repository of this environment, at the digest that runs there. What is not published is absent; so
 * is what two services of one image run differently.
 */
export function promotedImages(
  { changes }: Pick<Release, 'changes'>,
  { images }: Pick<SeenPromotion, 'images'>,
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { service, image } of changes) {
    const name = parseImage(image)?.name;
    const digest = parseImage(images.get(service)?.image ?? '')?.digest;
    if (name !== undefined && digest) found.set(image, `${name}@${digest}`);
  }
  return found;
}

/**
 * Whether a release may take what another environment runs.
 * @param found image asked for -> what this environment's registry says of the promoted one
 */
export function promotionProblems(
  { release, services }: Input,
  seen: SeenPromotion | null,
  found: ReadonlyMap<string, Seen>,
): Fitness {
  const from = release.promoteFrom;
  if (from === undefined || seen === null) return { problems: [], warnings: [] };
  if (seen.status === null || seen.release === null)
    return {
      problems: [
        `"${from}" publishes neither a status nor a release; expected its control plane to have published what a release has left there. Release there first, with a control plane that publishes it`,
      ],
      warnings: [],
    };
  const { version } = seen.release;
  const word = seen.status === 'open' ? seen.release.outcome : seen.status;
  const overridden = word !== 'good' && release.despite === word;
  const problems = [
    ...(version === release.version
      ? []
      : [
          `"${from}" runs version ${version}; expected ${release.version}, which is to be promoted. Name the version that runs there, or release this one there first`,
        ]),
    ...(word === 'good' || overridden
      ? []
      : [
          `what "${from}" runs is ${word} there; expected "good". Wait until it is, or promote it in spite of that with "despite": "${word}", which is recorded and told`,
        ]),
    ...release.changes.flatMap(({ service, image }) => {
      const container = services.find(({ name }) => name === service)?.container ?? '';
      return imageProblems(from, { service, image, container }, seen, found.get(image));
    }),
    ...differing(from, release, seen),
  ];
  const warnings = overridden
    ? [
        `release ${release.version} is promoted from "${from}" although what runs there is ${word}: ${release.requestedBy ?? 'a person'} has asked for it by that name`,
      ]
    : [];
  return { problems, warnings };
}

interface Asked {
  readonly service: string;
  readonly container: string;
  readonly image: string;
}

function imageProblems(from: string, asked: Asked, seen: SeenPromotion, found: Seen | undefined): string[] {
  const theirs = seen.images.get(asked.service);
  if (theirs === undefined)
    return [
      `"${from}" publishes no image of the container "${asked.container}" of a service "${asked.service}"; expected one of each service to be promoted. Name "services" that run there too`,
    ];
  if (theirs.at > (seen.release?.at ?? 0))
    return [
      `"${from}" is publishing what it runs just now: its image of "${asked.service}" is newer than its release; expected both of one release. Start this release again in five minutes`,
    ];
  if (found?.kind === 'there') return [];
  const name = parseImage(asked.image)?.name ?? asked.image;
  const why = found === undefined ? 'its digest is not published' : found.why;
  return [
    `service "${asked.service}": ${theirs.image}, which "${from}" runs, is not in ${name} by that digest, or cannot be looked at (${why}); expected it there. Replicate or push it, or name the registry that both use`,
  ];
}

/** Services of one image asked for take one and the same. */
function differing(from: string, { changes }: Release, { images }: SeenPromotion): string[] {
  const byImage = Map.groupBy(changes, ({ image }) => image);
  return [...byImage].flatMap(([image, ofOne]) => {
    const digests = new Set(ofOne.map(({ service }) => parseImage(images.get(service)?.image ?? '')?.digest));
    return digests.size < 2
      ? []
      : [
          `services ${ofOne.map(({ service }) => `"${service}"`).join(', ')} have ${image} here, and run different images in "${from}"; expected one. Promote them one by one, each named in "services"`,
        ];
  });
}
