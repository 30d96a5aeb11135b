import { STATES } from '../../lambdas/model/state-names.ts';
import { givenTo } from '../account/deployed.ts';
import { deployed } from '../account/executions.ts';
import { ledgerOf } from '../account/ledger.ts';
import { EXIT, Stop } from '../exit.ts';
import { historyLines } from '../screen/history.ts';
import { dateOf } from '../screen/when.ts';
import { type Run, textOf } from './verb.ts';

export const run: Run = async (session, typed) => {
  const { words } = session;
  const asked = textOf(typed, 'limit') ?? '';
  const limit = Number(asked);
  if (!/^\d{1,6}$/.test(asked) || limit < 1)
    throw new Stop(EXIT.wrongInput, words.errors.notANumber('--limit', asked, 1));
  const on = textOf(typed, 'on');
  if (on !== undefined && !isDate(on)) throw new Stop(EXIT.wrongInput, words.errors.notADate('--on', on));
  const environment = await session.environment();
  const ledger = await ledgerOf(environment);
  const { timeZone = 'UTC' } = givenTo(await deployed(environment, 'release'), STATES.writeTheChangeRecord) as {
    readonly timeZone?: string;
  };
  const within = ({ startedAt }: { readonly startedAt: string }): boolean =>
    on === undefined || dateOf(startedAt, timeZone) === on;
  const enough = (soFar: readonly { readonly startedAt: string }[]): boolean =>
    on === undefined ? soFar.length >= limit : soFar.some(({ startedAt }) => dateOf(startedAt, timeZone) < on);
  const [releases, rollbacks] = await Promise.all([
    ledger.newestReleases(enough),
    ledger.newestRollbacks(on === undefined ? limit : Number.MAX_SAFE_INTEGER),
  ]);
  const all = [
    ...releases.map((record) => ({ kind: 'release', record }) as const),
    ...rollbacks.map((record) => ({ kind: 'rollback', record }) as const),
  ]
    .filter(({ record }) => within(record))
    .sort((a, b) => b.record.startedAt.localeCompare(a.record.startedAt))
    .slice(0, limit);
  if (session.json) session.printJson(all);
  else session.print(historyLines(all, words, { language: words.language, timeZone }, session.columns));
  return EXIT.done;
};

/** A date of the calendar: `2026-02-30` is none. */
function isDate(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
