import { CRITERIA_WORDS } from '../../messages/criteria.ts';
import { causeIn, textIn } from '../../messages/portuguese/in-language.ts';
import { standbyUsed } from '../../messages/standby.ts';
import { usersIn } from '../../messages/users.ts';
import { verifierOf } from '../../messages/version-before.ts';
import { at } from '../../messages/voice.ts';
import type { Language } from '../../model/environment.ts';
import type { IncidentRecord, IncidentTimes, Period, UserRequests } from '../../model/incident.ts';
import type { ReleaseRecord } from '../../model/ledger.ts';
import { MEASURES_ENDING } from '../../model/measures.ts';
import type { Trigger } from '../../model/rollback.ts';
import { asMarkdown } from '../document/as-markdown.ts';
import { timelineFigure } from '../document/figures.ts';
import type { Block, Document, Section } from '../document/model.ts';
import type { Moment } from '../timeline.ts';
import type { Input } from './contract.ts';
import { ENGLISH } from './en.ts';
import type { Evidence } from './evidence.ts';
import { evidence } from './evidence-blocks.ts';
import { countsTaken, lossOf, totalIn } from './loss.ts';
import { PORTUGUESE } from './pt-br.ts';
import { traffic } from './traffic-blocks.ts';
import type { PostMortemWords } from './words.ts';

const WORDS: Readonly<Record<Language, PostMortemWords>> = { en: ENGLISH, 'pt-BR': PORTUGUESE };

/** What the post-mortem is written from, besides the last execution's own facts. */
export interface Sources {
  readonly release: ReleaseRecord | undefined;
  /** Undefined: an older control plane began it. */
  readonly incident: IncidentRecord | undefined;
  readonly moments: readonly Moment[];
  /** Left out: nobody has asked. */
  readonly times?: IncidentTimes;
  readonly users?: UserRequests;
  readonly periods?: readonly Period[];
  readonly evidence?: Evidence;
}

/** The facts of the post-mortem, of the whole incident, in the eight parts of the plan; people add the cause and the measures. */
export function postMortem(input: Input, sources: Sources): Document {
  const words = WORDS[input.language];
  const { parts, ask } = words;
  const all: [keyof typeof parts, readonly Block[]][] = [
    ['data', [...data(input, sources, words), ...evidence(input, sources.evidence, words)]],
    [
      'problem',
      [
        { kind: 'text', text: toldReason(input.origin.trigger, input.language) },
        ...executions(sources.incident, input, words),
      ],
    ],
    [
      'cause',
      [
        { kind: 'ask', text: ask.cause },
        { kind: 'text', text: words.evidence },
        { kind: 'list', items: input.because.map(textIn(input.language)) },
      ],
    ],
    ['impact', impact(input, sources, words)],
    ['solution', solution(input, sources, words)],
    [
      'measures',
      [{ kind: 'text', text: words.measures.where(`${input.rollback}${MEASURES_ENDING}`) }, measures(words)],
    ],
    [
      'sharing',
      [
        { kind: 'text', text: words.told },
        { kind: 'ask', text: ask.learning },
      ],
    ],
    ['evaluation', [{ kind: 'ask', text: ask.evaluation }]],
  ];
  return {
    language: input.language,
    title: words.title(input.incident),
    sections: all.map(([part, blocks], index): Section => ({ heading: `${index + 1}. ${parts[part]}`, blocks })),
  };
}

/** The same as Markdown. */
export const draft = (input: Input, sources: Sources): string => asMarkdown(postMortem(input, sources));

type Stamp = (iso: string) => string;

function data(input: Input, { release, times }: Sources, words: PostMortemWords): Block[] {
  const { facts, absent } = words;
  const known = release?.knownGood ?? null;
  const { trigger, began } = input.origin;
  const moments = times ?? { began, told: null, shielded: null, restored: null, verified: null, open: input.now };
  const named = Object.entries(moments) as [keyof IncidentTimes, string | null][];
  const stamp = (iso: string) => at(iso, input);
  const range = rangeOf(input, release, words);
  return [
    {
      kind: 'facts',
      facts: [
        [facts.incident, input.incident],
        [facts.rollback, input.rollback],
        [facts.release, release === undefined ? absent : `${release.version} (${release.id})`],
        [facts.reason, release?.request.reason ?? absent],
        [facts.commit, release?.request.commit ?? absent],
        [facts.returnedTo, known === null ? absent : words.verifiedBy(known.version, verifierOf(known.verifiedBy))],
        [facts.criterion, CRITERIA_WORDS[input.language][trigger.criterion]],
        [facts.recurrence, words.others(input.recurrence)],
        [facts.decision, words.outcomes[input.decision]],
      ],
    },
    ...range,
    {
      kind: 'figure',
      svg: timelineFigure(
        words.timeline,
        named.flatMap(([name, when]) => (when === null ? [] : [{ at: when, label: words.times[name] }])).sort(byTime),
        clock(input),
      ),
    },
    {
      kind: 'facts',
      facts: named.map(([name, when]) => [words.times[name], when === null ? words.noTime : stamp(when)]),
    },
  ];
}

/** What git has between the known good and the release: where both say their commit. */
function rangeOf(
  { repository = null }: Input,
  release: ReleaseRecord | undefined,
  { facts }: PostMortemWords,
): Block[] {
  const [from, to] = [release?.knownGood?.commit ?? null, release?.request.commit ?? null];
  if (from === null || to === null) return [];
  const range = `${from}...${to}`;
  return repository === null
    ? [{ kind: 'facts', facts: [[facts.range, range]] }]
    : [{ kind: 'link', name: facts.range, address: `${repository}/compare/${range}` }];
}

const byTime = (a: { at: string }, b: { at: string }): number => a.at.localeCompare(b.at);

/** The time of day alone: the zone stands beside each time of the list. */
const clock =
  ({ language, timeZone }: Input): Stamp =>
  (iso) =>
    new Intl.DateTimeFormat(language, { timeStyle: 'short', timeZone }).format(new Date(iso));

/** A person's words stay as they are. */
const toldReason = (trigger: Trigger, language: Language): string =>
  trigger.kind === 'person' ? trigger.reason : causeIn(language)(trigger.reason);

/** Each execution of the incident: when, who or what began it, why, how it ended. */
function executions(incident: IncidentRecord | undefined, input: Input, words: PostMortemWords): Block[] {
  const stamp = (iso: string) => at(iso, input);
  const { head, person, alarm } = words.executions;
  const rows = Object.values(incident?.executions ?? {})
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt))
    .map(({ trigger, startedAt, endedAt, outcome }) => [
      stamp(startedAt),
      trigger.kind === 'person'
        ? (trigger.requestedBy ?? person)
        : trigger.kind === 'alarm'
          ? `${alarm} ${trigger.alarm}`
          : trigger.error,
      toldReason(trigger, input.language),
      endedAt === null ? words.running : `${words.outcomes[outcome]}, ${stamp(endedAt)}`,
    ]);
  return [
    ...(incident?.whole === true ? [] : [{ kind: 'text', text: words.incomplete } as const]),
    ...(rows.length === 0 ? [] : [{ kind: 'table', head, rows } as const]),
  ];
}

/** What users got, and what became of their writes; every count with its moment. */
function impact(input: Input, { incident, users, times, periods = [] }: Sources, words: PostMortemWords): Block[] {
  const { outage, restored, language } = input;
  const stamp = (iso: string) => at(iso, input);
  const until = outage?.until ?? input.now;
  const minutes = (since: string) => Math.max(1, Math.round((Date.parse(until) - Date.parse(since)) / 60_000));
  const got = users ?? ({ known: false, why: 'not-asked' } as const);
  const counts = incident?.counts ?? [];
  const last = counts.at(-1);
  return [
    { kind: 'text', text: outage === null ? words.noOutage : words.outage(minutes(outage.since), stamp(outage.since)) },
    { kind: 'text', text: usersIn(language, got) },
    ...(got.known ? traffic(input, periods, { open: times?.open ?? input.now }, words) : []),
    ...(restored === null
      ? [
          {
            kind: 'text',
            text: words.kept(last === undefined ? words.unknown : totalIn(last.lost, language, words)),
          } as const,
          ...(input.migration === 'none' ? [] : [{ kind: 'text', text: words.keptAfter } as const]),
        ]
      : lossOf(input.lost, language, words)),
    ...countsTaken(counts, input, words),
    { kind: 'ask', text: words.ask.business },
  ];
}

function solution(input: Input, { moments }: Sources, words: PostMortemWords): Block[] {
  const { facts, absent } = words;
  return [
    ...(input.restored === null
      ? []
      : [
          {
            kind: 'facts',
            facts: [
              [facts.serves, input.restored],
              [facts.quarantined, input.quarantined ?? absent],
            ],
          } as const,
        ]),
    ...(input.checks.length === 0
      ? []
      : [{ kind: 'facts', facts: [[facts.checks, input.checks.join(', ')]] } as const]),
    {
      kind: 'list',
      items: [...standbyUsed(input.language, input.standby), ...input.proof.map(textIn(input.language))],
    },
    { kind: 'list', items: moments.map(({ at: when, what }) => `${at(when, input)}: ${what}`) },
  ];
}

const measures = ({ measures: { head, due, rows } }: PostMortemWords): Block => ({
  kind: 'table',
  head,
  rows: rows.map((row) => [row, '', due, '', '']),
});
