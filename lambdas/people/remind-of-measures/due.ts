import {
  DAYS_TO_DECIDE,
  type Measures,
  type Owed,
  REMINDED_AGAIN_DAYS,
  REMINDED_BEFORE_DAYS,
} from '../../model/measures.ts';
import { addDays, daysBetween } from './days.ts';
import type { Reading } from './read.ts';

/** A file of measures, as it was read. */
export interface ReadFile {
  readonly file: string;
  readonly reading: Reading;
}

/** What was told last of each thing that is owed: how far it was then. Whoever has given it is forgotten. */
export type Told = Readonly<Record<string, string>>;

export interface Due {
  readonly now: readonly Owed[];
  readonly unread: readonly { readonly file: string; readonly problems: readonly string[] }[];
  readonly told: Told;
}

/**
 * What is told today: of each date once before it, once when it has come, and again every week until it is done. By how far it
 * was when it was told last, so that a day without a look loses no reminder, and a second look tells nothing twice.
 */
export function due(today: string, files: readonly ReadFile[], before: Told): Due {
  const told: Record<string, string> = {};
  const now: Owed[] = [];
  const unread: { file: string; problems: readonly string[] }[] = [];
  const isNew = (key: string, stage: string): boolean => {
    told[key] = stage;
    return before[key] !== stage;
  };
  for (const { file, reading } of files) {
    if (reading.kind === 'refused') {
      const key = `${file} unread`;
      // Of a week: the problem stays until somebody mends it.
      const since = before[key];
      const again = since === undefined || daysBetween(since, today) >= REMINDED_AGAIN_DAYS;
      told[key] = again ? today : since;
      if (again) unread.push({ file, problems: reading.problems });
      continue;
    }
    for (const owed of owedBy(today, file, reading.measures)) {
      const stage = stageOf(owed.days);
      if (stage !== null && isNew(keyOf(owed), stage)) now.push(owed);
    }
  }
  return { now, unread, told };
}

function owedBy(today: string, file: string, { incident, ended, measures, evaluation }: Measures): Owed[] {
  const owed = (what: Owed['what'], on: string): Owed => ({
    incident,
    file,
    what,
    due: on,
    days: daysBetween(today, on),
  });
  return [
    ...(measures.length === 0 ? [owed({ kind: 'no-measures' }, addDays(ended, DAYS_TO_DECIDE))] : []),
    ...measures.flatMap(({ what, owner, due: on, done }) =>
      done === '' ? [owed({ kind: 'measure', text: what, owner }, on)] : [],
    ),
    ...(evaluation.text === '' ? [owed({ kind: 'evaluation' }, evaluation.due)] : []),
  ];
}

/** Another date is another promise. */
const keyOf = ({ file, what, due: on }: Owed): string =>
  `${file} ${what.kind}${what.kind === 'measure' ? ` ${what.text}` : ''} ${on}`;

/** Null: it is not time yet. */
function stageOf(days: number): string | null {
  if (days > REMINDED_BEFORE_DAYS) return null;
  return days > 0 ? 'before' : `due ${Math.floor(-days / REMINDED_AGAIN_DAYS)}`;
}
