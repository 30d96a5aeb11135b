import type { Text } from '../../console/progress/text.ts';
import { isNamed } from '../../lambdas/messages/version-before.ts';
import { type RunningService, type StatusFacts, serving } from '../account/status-facts.ts';
import type { Words } from '../words/words.ts';
import { automationLines } from './automation.ts';
import { backupDrillLines } from './backup-drill.ts';
import { choiceLines } from './choices.ts';
import { owed } from './owed.ts';
import { row } from './rows.ts';
import { when, type Zone } from './when.ts';

/** The status of an environment on one screen. */
export function statusLines(facts: StatusFacts, words: Words, columns: number): Text[] {
  const { environment, status } = facts;
  const { screens } = words;
  const zone: Zone = { language: words.language, timeZone: facts.timeZone };
  const line = (name: string, value: string, tone?: Text['tone']) => row(name, value, columns, tone);
  const since = status.since === null ? '' : `, ${screens.since(when(status.since, zone))}`;
  const tone = status.status === 'open' ? 'good' : status.status === 'frozen' ? 'bad' : 'now';
  return [
    { text: `${environment.name}  ${environment.region}  ${environment.account}`, tone: 'strong' },
    { text: `  ${screens.states[status.status]}${since}`, tone },
    ...holder(facts, words, line),
    ...runs(facts, words, zone, line),
    ...goesBack(facts, words, zone, line),
    ...page(facts, words, zone, line),
    ...automationLines(facts.automation, new Date().toISOString(), words, zone, columns),
    ...alarms(facts, words, line),
    ...backupDrillLines(facts.backupDrill, words, zone, columns),
    ...owed(facts, words, zone).flatMap(({ text, command }, at) => [
      ...line(at === 0 ? screens.rows.owed : '', text, 'warn'),
      // Never wrapped: it is there to be copied.
      ...(command === null ? [] : [{ text: `  ${command}`, tone: 'now' } as const]),
    ]),
    ...(facts.frozen === null
      ? []
      : [
          { text: '', tone: 'plain' } as const,
          ...line(screens.rows.incident, `${facts.frozen.incident}: ${facts.frozen.because.join('; ')}`, 'bad'),
          ...choiceLines(words.language, facts.frozen, environment, new Date().toISOString(), facts.timeZone),
        ]),
  ];
}

type Line = (name: string, value: string, tone?: Text['tone']) => Text[];

function holder({ status, holderRuns }: StatusFacts, { screens }: Words, line: Line): Text[] {
  if (holderRuns === null || status.work === null) return [];
  return holderRuns
    ? line(screens.rows.work, screens.holderRuns(status.work), 'now')
    : line(screens.rows.work, screens.holderGone(status.work), 'bad');
}

function runs(facts: StatusFacts, { screens }: Words, zone: Zone, line: Line): Text[] {
  const { version, since, by, before, reason, verifiedBy, release } = serving(facts);
  const named = version !== null && isNamed(version) ? version : null;
  const told = [
    named ?? (before === undefined ? screens.unknown : screens.ranBefore(before)),
    ...(since === null ? [] : [screens.since(when(since, zone))]),
    ...(version === null ? [] : [screens.by(by ?? screens.nobody)]),
  ].join(', ');
  const { services, releases } = facts;
  const good = releases.find(({ outcome }) => outcome === 'good');
  return [
    ...line(screens.rows.runs, reason === null ? told : `${told}: ${reason}`, 'strong'),
    ...(release?.reopened !== undefined && release.outcome === 'unobserved' ? line('', screens.reopened, 'warn') : []),
    ...(verifiedBy === null && version !== null ? line('', screens.notVerified, 'warn') : []),
    ...(services === null
      ? line(screens.rows.service, screens.denied, 'warn')
      : services.flatMap((service) => serviceLine(service, screens, line))),
    ...line(
      screens.rows.lastGood,
      good === undefined
        ? screens.noGood
        : `${good.version}, ${when(good.finishedAt ?? good.startedAt, zone)} (${good.id})`,
    ),
  ];
}

function serviceLine(
  { name, images, running, desired, taskDefinition }: RunningService,
  screens: Words['screens'],
  line: Line,
): Text[] {
  const revision = taskDefinition.split('/').at(-1) ?? taskDefinition;
  const shown = Object.values(images ?? {}).map((image) => short(image));
  const tone = running < desired ? 'warn' : 'plain';
  return line(
    screens.rows.service,
    `${name}  ${revision}  ${shown.join(' ')}  ${screens.tasks(running, desired)}`,
    tone,
  );
}

/** Without the registry, and of a digest its beginning. */
const short = (image: string): string =>
  image.replace(/^[^/]+\//, '').replace(/@sha256:([0-9a-f]{12})[0-9a-f]*$/, '@$1');

function goesBack({ back, rollbacks }: StatusFacts, { screens }: Words, zone: Zone, line: Line): Text[] {
  if (back === null) return line(screens.rows.back, screens.denied, 'warn');
  const { decision, release, because } = back;
  const moves = decision === 'services' || decision === 'services-and-database';
  const target = moves ? ` ${screens.to(release.knownGood?.version ?? screens.unknown)}` : '';
  const at =
    decision === 'services-and-database' && release.restorePoint !== null ? release.restorePoint.requestedAt : null;
  const point = at === null ? '' : `, ${screens.databaseOf(when(at, zone))}`;
  const took = rollbacks
    .flatMap(({ outcome, restored, startedAt, finishedAt }) =>
      outcome === 'done' && finishedAt !== null && (restored !== null) === (decision === 'services-and-database')
        ? [Math.max(1, Math.ceil((Date.parse(finishedAt) - Date.parse(startedAt)) / 60_000))]
        : [],
    )
    .sort((a, b) => a - b);
  const longest = took.at(-1);
  const usual = took[Math.floor((took.length - 1) / 2)];
  return [
    ...line(
      screens.rows.back,
      `${screens.decisions[decision]}${target}${point}: ${because.join('; ')}`,
      moves ? 'plain' : 'warn',
    ),
    ...(moves
      ? line(
          screens.rows.usually,
          usual === undefined || longest === undefined
            ? screens.noneOnRecord
            : screens.minutes(usual, longest, took.length),
        )
      : []),
  ];
}

function page({ status }: StatusFacts, { screens }: Words, zone: Zone, line: Line): Text[] {
  const { maintenanceSince, stopped, paused } = status;
  const [stoppedNames, pausedNames] = [Object.keys(stopped), Object.keys(paused)];
  return [
    ...(maintenanceSince === null
      ? line(screens.rows.page, screens.pageDown)
      : line(screens.rows.page, screens.pageUp(when(maintenanceSince, zone)), 'warn')),
    ...(stoppedNames.length === 0 ? [] : line(screens.rows.stopped, stoppedNames.join(', '), 'warn')),
    ...(pausedNames.length === 0 ? [] : line(screens.rows.paused, pausedNames.join(', '), 'warn')),
  ];
}

function alarms({ alarms: found }: StatusFacts, { screens }: Words, line: Line): Text[] {
  if (found === null) return line(screens.rows.alarms, screens.denied, 'warn');
  const loud = found.flatMap(({ configured, found: alarm }) =>
    alarm?.StateValue === 'OK' ? [] : [`${configured.name} ${alarm?.StateValue ?? screens.none}`],
  );
  if (loud.length === 0) return line(screens.rows.alarms, screens.alarmsOk(found.length));
  return line(screens.rows.alarms, loud.join(', '), loud.some((one) => one.endsWith(' ALARM')) ? 'bad' : 'warn');
}
