import type { TaskDefinition } from '@aws-sdk/client-ecs';
import type { DBInstance } from '@aws-sdk/client-rds';
import type { AlarmState } from '../../observation/alarms.ts';
import type { Seen } from '../../services/image.ts';
import type { SeenSchedule } from '../../services/schedule.ts';
import { checkTaskProblems, chosenTasks, type SeenCheckTasks } from './check-task-problems.ts';
import { containerProblems } from './container-problems.ts';
import type { Input } from './contract.ts';
import { databaseProblems } from './database-problems.ts';
import { definitionProblems } from './definition-problems.ts';
import type { KnownImages } from './known-images.ts';
import { listenerProblems, type SeenListener } from './listener-problems.ts';
import { probeProblems } from './probe-problems.ts';
import { isElsewhere, promotionProblems, type SeenPromotion } from './promotion-problems.ts';
import { type Fitness, restoreProblems, type SeenOfRds } from './restore-problems.ts';
import { scheduleProblems } from './schedule-problems.ts';
import { type SeenService, serviceProblems, serviceWarnings } from './service-problems.ts';
import { stackProblems } from './stack-problems.ts';
import { watchProblems } from './watch-problems.ts';

/** What is looked at, one by one, as people read it. */
export type Subject =
  | 'the ledger'
  | 'the services'
  | 'the task definitions'
  | 'the images that run'
  | 'the images of the release'
  | 'the environment it is promoted from'
  | 'the database'
  | 'the alarms'
  | 'the audiences'
  | 'the listeners'
  | 'the stacks'
  | 'the tasks of checks'
  | 'the schedules';

/**
 * The table of everything that a release and a rollback of it will touch, as it is now. What AWS knows nothing of is absent.
 */
export interface Observation {
  /** Why the environment is not free; null: it is, or the release itself holds it. */
  readonly busy: string | null;
  /** What could not be looked at, and why: nothing is said of it. Its place in this table is empty. */
  readonly unseen: ReadonlyMap<Subject, string>;
  readonly services: ReadonlyMap<string, SeenService>;
  /** Service -> the task definition it runs. */
  readonly definitions: ReadonlyMap<string, TaskDefinition>;
  /** Service -> what its containers run, for a rollback. */
  readonly running: ReadonlyMap<string, KnownImages>;
  /** Images that the release asks for. */
  readonly images: ReadonlyMap<string, Seen>;
  /** What checks that are tasks would start. */
  readonly checkTasks: SeenCheckTasks;
  /** Rules and schedules that a fence pauses, by title. */
  readonly schedules: ReadonlyMap<string, SeenSchedule>;
  /** Stack of the environment -> its status. */
  readonly stacks: ReadonlyMap<string, string>;
  /** Listener -> its rules. */
  readonly listeners: ReadonlyMap<string, SeenListener>;
  readonly pointer: string;
  readonly live: DBInstance | undefined;
  /** Absent: RDS was not asked. */
  readonly rds: SeenOfRds | undefined;
  /** Configured alarms, and those that composite ones look at. */
  readonly alarms: ReadonlyMap<string, AlarmState>;
  /** Audience -> confirmed subscriptions. */
  readonly confirmed: ReadonlyMap<string, number>;
  /** The version was good in the environment it must be promoted from, or the configuration names none. */
  readonly promoted: boolean;
  /** What the environment publishes whose images the release takes; null: its own; absent: nobody looked. */
  readonly promotion?: SeenPromotion | null;
}

/** Everything that would stop this release, or a rollback of it, and what a person should know of. */
export function readiness(asked: Input, seen: Observation): Fitness {
  const judged: readonly (readonly [Subject, () => Fitness])[] = [
    ['the ledger', () => problemsOnly(seen.busy === null ? [] : [seen.busy])],
    ['the stacks', () => stackProblems(seen.stacks, asked.stacks)],
    ['the schedules', () => problemsOnly(ofSchedules(asked, seen))],
    ['the tasks of checks', () => ofCheckTasks(asked, seen)],
    ['the services', () => ofServices(asked, seen)],
    ['the task definitions', () => ofDefinitions(asked, seen)],
    ['the images of the release', () => problemsOnly(ofImages(asked, seen))],
    ['the environment it is promoted from', () => ofPromotion(asked, seen)],
    ['the database', () => ofDatabase(asked, seen)],
    ['the alarms', () => problemsOnly([...ofAlarms(asked, seen), ...watchProblems(asked, seen.alarms)])],
    ['the audiences', () => ofAudiences(asked, seen)],
    ['the images that run', () => together([...seen.running.values()])],
    ['the listeners', () => together(ofListeners(asked, seen))],
  ];
  const parts = judged.map(([subject, judge]) => {
    const why = seen.unseen.get(subject);
    return why === undefined
      ? judge()
      : problemsOnly([`${subject} could not be looked at (${why}); expected an answer of AWS`]);
  });
  return together([...parts, probeProblems(asked.probes)]);
}

const together = (parts: readonly Fitness[]): Fitness => ({
  problems: parts.flatMap(({ problems }) => problems),
  warnings: parts.flatMap(({ warnings }) => warnings),
});

const problemsOnly = (problems: readonly string[]): Fitness => ({ problems, warnings: [] });

const ofServices = (asked: Input, { services }: Observation): Fitness => ({
  problems: asked.services.flatMap(({ name }) => serviceProblems(name, asked.cluster, services.get(name))),
  warnings: [...services].flatMap(([name, service]) => serviceWarnings(name, service)),
});

const ofCheckTasks = ({ checkTasks = [], release }: Input, seen: Observation): Fitness =>
  checkTaskProblems(chosenTasks(checkTasks, release), seen.checkTasks);

const ofSchedules = ({ schedules = [] }: Input, seen: Observation): readonly string[] =>
  scheduleProblems(schedules, seen.schedules);

const ofDefinitions = (asked: Input, { definitions }: Observation): Fitness =>
  problemsOnly([...containerProblems(asked.services, definitions), ...definitionProblems(asked, definitions)]);

/** Those of a promotion are judged with it. */
const ofImages = ({ release }: Input, { images }: Observation): string[] =>
  release.promoteFrom === undefined
    ? release.changes.flatMap(({ service, image }) => imageProblems(service, image, images.get(image)))
    : [];

function ofPromotion(asked: Input, { promoted, promotion = null, images }: Observation): Fitness {
  return together([problemsOnly(beforeHere(asked, promoted)), promotionProblems(asked, promotion, images)]);
}

function beforeHere({ release, promotedFrom, promotions = [] }: Input, promoted: boolean): string[] {
  if (promoted || promotedFrom === null) return [];
  return isElsewhere(promotedFrom, promotions)
    ? [
        `this environment takes what "${promotedFrom}" runs, which is in another account or Region; expected "promoteFrom": "${promotedFrom}"`,
      ]
    : [
        `version ${release.version} has no good release in "${promotedFrom}"; expected one there before it comes here. Release it there, let its watch pass, then start this release again`,
      ];
}

function ofDatabase(asked: Input, { live, pointer, rds = NOT_ASKED }: Observation): Fitness {
  const ofRestore = live === undefined ? problemsOnly([]) : restoreProblems(asked, live, rds);
  return { problems: [...databaseProblems(asked, live, pointer), ...ofRestore.problems], warnings: ofRestore.warnings };
}

const NOT_ASKED: SeenOfRds = { quotas: [], versionOffered: true, proxies: [] };

function ofAlarms({ alarms, release }: Input, seen: Observation): string[] {
  return alarms.flatMap(({ name }) => {
    const state = seen.alarms.get(name)?.value;
    if (state === undefined)
      return [
        `alarm "${name}" does not exist; expected every configured alarm to. Deploy it or remove it from the configuration`,
      ];
    if (state !== 'ALARM' || release.ignoreAlarms.includes(name)) return [];
    return [
      `alarm "${name}" is already in ALARM: it could not fire again, so nobody would be told. Mend its cause, or name it in "ignoreAlarms" (it then leaves the watch)`,
    ];
  });
}

/** Who hears of it otherwise than by e-mail: what is said where they hear nothing. */
const NOT_BY_MAIL: Readonly<Record<string, string>> = {
  chat: 'nothing is subscribed to the chat topic: no channel will hear of this. Configure it in Amazon Q Developer in chat applications',
  pager:
    'the pager has not confirmed its subscription: it will not ring. Let it confirm; after two days SNS has forgotten it: deploy once without "chat.pager", then with it again',
};

/** People are told by e-mail; a chat or pager that hears nothing is said, and stops nothing. */
function ofAudiences({ audiences }: Input, { confirmed }: Observation): Fitness {
  const unheard = audiences.map(({ name }) => name).filter((name) => (confirmed.get(name) ?? 0) === 0);
  return {
    problems: unheard.flatMap((name) =>
      NOT_BY_MAIL[name] === undefined
        ? [
            `audience "${name}" has no confirmed e-mail address; expected at least one. Let somebody confirm the subscription message, then start the release again`,
          ]
        : [],
    ),
    warnings: unheard.flatMap((name) => NOT_BY_MAIL[name] ?? []),
  };
}

/** What would stop maintenance mode, or take others down, listener by listener. */
function ofListeners({ listeners, priorities }: Input, seen: Observation): Fitness[] {
  const groups = [...seen.services.values()].flatMap(({ loadBalancers = [] }) => loadBalancers);
  const own = new Set(groups.flatMap(({ targetGroupArn }) => (targetGroupArn === undefined ? [] : [targetGroupArn])));
  return listeners.flatMap((listener, index) => {
    const found = seen.listeners.get(listener.name);
    return found === undefined ? [] : [listenerProblems(listener, found, { priorities, own, isFirst: index === 0 })];
  });
}

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
