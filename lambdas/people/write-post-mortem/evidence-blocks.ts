import { textIn } from '../../messages/portuguese/in-language.ts';
import { at } from '../../messages/voice.ts';
import type { Block } from '../document/model.ts';
import type { Input } from './contract.ts';
import type { Evidence } from './evidence.ts';
import type { LogExcerpts } from './log-excerpts.ts';
import type { PostMortemWords } from './words.ts';

/** What AWS has written of it: alarms, tasks that stopped; and the parameters that the release had changed. */
export function evidence(input: Input, found: Evidence | undefined, words: PostMortemWords): Block[] {
  const { alarms, stopped, logs, parameters } = words.evidenceOf;
  const stamp = (iso: string) => at(iso, input);
  return [
    ...table(
      alarms,
      found?.alarms,
      words.unknown,
      (found?.alarms ?? []).map(({ at: when, alarm, what }) => [stamp(when), alarm, moved(what)]),
    ),
    ...table(
      stopped,
      found?.stopped,
      words.unknown,
      (found?.stopped ?? []).map(({ service, tasks, first, last, why }) => [
        ...[service, String(tasks), between(input, first, last), why],
      ]),
    ),
    ...logLines(input, found?.logs, logs),
    ...changed(input, parameters),
  ];
}

/** Two moments of one second are one, as people read them. */
function between(input: Input, first: string, last: string): string {
  const [from, until] = [at(first, input), at(last, input)];
  return from === until ? from : `${from} – ${until}`;
}

/** `Alarm updated from OK to ALARM`, in signs of every language. */
const moved = (what: string): string => what.replace(/^Alarm updated from (\w+) to (\w+)$/, '$1 → $2');

function table(
  { title, head, none }: PostMortemWords['evidenceOf']['alarms'],
  found: readonly unknown[] | null | undefined,
  unknown: string,
  rows: readonly (readonly string[])[],
): Block[] {
  if (found === undefined) return [];
  if (rows.length === 0) return [{ kind: 'text', text: `${title} ${found === null ? `${unknown}.` : none}` }];
  return [
    { kind: 'text', text: title },
    { kind: 'table', head, rows },
  ];
}

/** Quotes of the application's logs. A group that could not be searched is named, never left out. */
function logLines(
  input: Input,
  found: readonly LogExcerpts[] | undefined,
  { title, head, none, notConfigured, notRead, others, notAll }: PostMortemWords['evidenceOf']['logs'],
): Block[] {
  if (input.logs === undefined) return [];
  if (input.logs === null || found === undefined) return [{ kind: 'text', text: `${title} ${notConfigured}` }];
  const rows = found.flatMap((one) =>
    'why' in one
      ? []
      : one.excerpts.map(({ lines, first, last, text }) => [
          ...[one.group, String(lines), between(input, first, last), text],
        ]),
  );
  const notes = found.flatMap((one) => {
    if ('why' in one) return [notRead(one.group, one.why)];
    return [...(one.others > 0 ? [others(one.group, one.others)] : []), ...(one.all ? [] : [notAll(one.group)])];
  });
  const readable = found.some((one) => !('why' in one));
  return [
    { kind: 'text', text: rows.length === 0 && readable ? `${title} ${none}` : title },
    ...(rows.length === 0 ? [] : [{ kind: 'table', head, rows } as const]),
    ...(notes.length === 0 ? [] : [{ kind: 'list', items: notes } as const]),
  ];
}

function changed(
  { configuration, language }: Input,
  { title, none, back, left }: PostMortemWords['evidenceOf']['parameters'],
): Block[] {
  if (configuration === undefined) return [];
  const items = [
    ...configuration.putBack.map((name) => `${name}: ${back}`),
    ...configuration.left.map((one) => `${textIn(language)(one)} (${left})`),
  ];
  return items.length === 0
    ? [{ kind: 'text', text: `${title} ${none}` }]
    : [
        { kind: 'text', text: title },
        { kind: 'list', items },
      ];
}
