import type { Text } from '../../console/progress/text.ts';
import type { StatusFacts } from '../account/status-facts.ts';
import type { Subscribers } from '../account/subscribers.ts';
import type { Words } from '../words/words.ts';
import type { DryRun } from './dry-run.ts';
import { owed } from './owed.ts';
import { row } from './rows.ts';
import { configured, nobody } from './subscribers.ts';

/** One thing that was looked at, and what to do where it is not well. */
export interface Finding {
  readonly about: string;
  readonly level: 'good' | 'warn' | 'bad';
  readonly text: string;
}

export interface Examined {
  readonly facts: StatusFacts;
  readonly addresses: Subscribers;
  readonly release: DryRun;
  readonly rollback: DryRun;
}

export function findingsOf({ facts, addresses, release, rollback }: Examined, words: Words): Finding[] {
  const { screens } = words;
  const { doctor } = screens;
  const zone = { language: words.language, timeZone: facts.timeZone };
  const { status, holderRuns } = facts;
  return [
    {
      about: doctor.environment,
      level: status.status === 'open' || holderRuns === true ? 'good' : 'bad',
      text:
        status.status === 'frozen'
          ? doctor.frozen
          : holderRuns === false
            ? screens.holderGone(status.work ?? '')
            : screens.states[status.status],
    },
    ...subscribed(addresses, words),
    ...alarms(facts, words),
    ...owed(facts, words, zone).map(
      ({ text, command }): Finding => ({
        ...{ about: screens.rows.owed, level: 'warn' },
        text: command === null ? text : `${text}: ${command}`,
      }),
    ),
    ...dry(doctor.release, release, words),
    ...(rollback.decision === 'nothing-to-undo' || rollback.decision === 'notify-only'
      ? [{ about: doctor.rollback, level: 'good', text: doctor.noRollback } as const]
      : dry(doctor.rollback, rollback, words)),
  ];
}

function subscribed({ chat, found }: Subscribers, { screens }: Words): Finding[] {
  const { doctor } = screens;
  return configured(chat).flatMap((audience): Finding[] => {
    const own = found.filter((one) => one.audience === audience);
    const waiting = own.filter(({ confirmed }) => !confirmed);
    if (waiting.length === own.length)
      return [
        {
          ...{ about: doctor.subscribers, text: `${audience}: ${nobody(audience, screens)}` },
          level: audience === 'chat' ? 'warn' : 'bad',
        },
      ];
    return waiting.length === 0
      ? [{ about: doctor.subscribers, level: 'good', text: `${audience}: ${own.length} ${screens.confirmed}` }]
      : waiting.map(({ endpoint }) => ({
          about: doctor.subscribers,
          level: 'warn',
          text: doctor.unconfirmed(endpoint, audience),
        }));
  });
}

function alarms({ alarms: found }: StatusFacts, { screens }: Words): Finding[] {
  const { doctor } = screens;
  const about = doctor.alarms;
  if (found === null) return [{ about, level: 'warn', text: screens.denied }];
  const findings = found.flatMap(({ configured: { name }, found: alarm }): Finding[] => {
    if (alarm === undefined) return [{ about, level: 'bad', text: doctor.alarmMissing(name) }];
    if (alarm.StateValue === 'ALARM') return [{ about, level: 'bad', text: doctor.alarmRings(name) }];
    if (alarm.StateValue === 'INSUFFICIENT_DATA') return [{ about, level: 'warn', text: doctor.alarmNoData(name) }];
    return alarm.ActionsEnabled === false ? [{ about, level: 'warn', text: doctor.alarmSilent(name) }] : [];
  });
  return findings.length > 0 ? findings : [{ about, level: 'good', text: screens.alarmsOk(found.length) }];
}

/** The steps that look say what was found, what was expected and what to do. */
function dry(about: string, { problems, warnings = [] }: DryRun, { screens }: Words): Finding[] {
  const found: Finding[] = [
    ...problems.map((text): Finding => ({ about, level: 'bad', text })),
    ...warnings.map((text): Finding => ({ about, level: 'warn', text })),
  ];
  return found.length > 0 ? found : [{ about, level: 'good', text: screens.doctor.ready }];
}

const MARKS = { good: '✓', warn: '!', bad: '✗' } as const;

export function findingLines(findings: readonly Finding[], { screens }: Words, columns: number): Text[] {
  const bad = findings.filter(({ level }) => level === 'bad').length;
  return [
    ...findings.flatMap(({ about, level, text }) => row(`${MARKS[level]} ${about}`, text, columns, level)),
    bad === 0 ? { text: screens.doctor.well, tone: 'good' } : { text: screens.doctor.ill(bad), tone: 'bad' },
  ];
}
