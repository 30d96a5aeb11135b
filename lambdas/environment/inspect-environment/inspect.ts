import type { DBInstance } from '@aws-sdk/client-rds';
import type { Seen } from '../../services/image.ts';
import type { Input } from './contract.ts';
import { databaseProblems } from './database-problems.ts';
import { type Asked, type Fitness, restoreProblems, type SeenOfRds } from './restore-problems.ts';
import { type SeenService, serviceProblems } from './service-problems.ts';

/** What was seen; `undefined` where AWS knows nothing of the name. */
export interface Observation {
  readonly services: ReadonlyMap<string, SeenService>;
  readonly images: ReadonlyMap<string, Seen>;
  readonly pointer: string;
  readonly live: DBInstance | undefined;
  /** Absent: RDS was not asked. */
  readonly rds?: SeenOfRds;
  /** Alarm -> its state; a configured alarm that does not exist is absent. */
  readonly alarms: ReadonlyMap<string, string>;
  /** Topic -> confirmed subscriptions. */
  readonly confirmed: ReadonlyMap<string, number>;
  /** The version was good in the environment it must be promoted from, or the configuration names none. */
  readonly promoted: boolean;
}

/** Everything that would later stop this release, or a rollback of it. */
export function findProblems(input: Input, seen: Observation): string[] {
  return [
    ...input.services.flatMap((service) =>
      serviceProblems(service.name, input.cluster, seen.services.get(service.name)),
    ),
    ...input.release.changes.flatMap(({ service, image }) => imageProblems(service, image, seen.images.get(image))),
    ...(seen.promoted
      ? []
      : [
          `version ${input.release.version} has no good release in "${input.promotedFrom}"; expected one there before it comes here. Release it there, let its watch pass, then start this release again`,
        ]),
    ...databaseProblems(input, seen.live, seen.pointer),
    ...ofRestore(input, seen).problems,
    ...input.alarms.flatMap((alarm) => {
      const state = seen.alarms.get(alarm.name);
      if (state === undefined)
        return [
          `alarm "${alarm.name}" does not exist; expected every configured alarm to. Deploy it or remove it from the configuration`,
        ];
      if (state !== 'ALARM' || input.release.ignoreAlarms.includes(alarm.name)) return [];
      return [
        `alarm "${alarm.name}" is already in ALARM: it could not fire again, so nobody would be told. Mend its cause, or name it in "ignoreAlarms" (it then leaves the watch)`,
      ];
    }),
    ...input.audiences.flatMap(({ name, topic }) =>
      (seen.confirmed.get(topic) ?? 0) > 0
        ? []
        : [
            `audience "${name}" has no confirmed e-mail address; expected at least one. Let somebody confirm the subscription message, then start the release again`,
          ],
    ),
  ];
}

/** Where no policy restores, everything that a restore would meet is a warning. */
const NO_POLICY: Asked = { release: { migration: 'none', fenced: false }, policy: 'keep', acceptStale: [], now: '' };

/** What a person should know; the release goes on. */
export const findWarnings = (seen: Observation, asked: Asked = NO_POLICY): readonly string[] =>
  ofRestore(asked, seen).warnings;

const NOT_ASKED: SeenOfRds = { quotas: [], versionOffered: true, proxies: [] };

const ofRestore = (asked: Asked, { live, rds = NOT_ASKED }: Observation): Fitness =>
  live === undefined ? { problems: [], warnings: [] } : restoreProblems(asked, live, rds);

function imageProblems(service: string, image: string, seen: Seen | undefined): string[] {
  switch (seen?.kind) {
    case 'there':
      return [];
    case 'unseen':
      return [
        `service "${service}": nobody can tell whether the image ${image} is there (${seen.why}); expected one that can be looked at`,
      ];
    default:
      return [
        `service "${service}": ECR has no image ${image} that could be pulled (${seen?.why ?? 'it was not found'}); expected it to be pushed, and neither expired nor archived. Push it, then start the release again`,
      ];
  }
}
