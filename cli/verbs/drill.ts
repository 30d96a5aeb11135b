import { randomUUID } from 'node:crypto';
import type { Alarm } from '../../lambdas/model/environment.ts';
import { practise } from '../account/drill.ts';
import { deployed } from '../account/executions.ts';
import { statusFacts } from '../account/status-facts.ts';
import { EXIT, type ExitCode, Stop } from '../exit.ts';
import { type Drilled, drillLines } from '../screen/drill.ts';
import type { DryRun } from '../screen/dry-run.ts';
import type { Session } from '../session.ts';
import { backupDrill } from './backup-drill.ts';
import { dryRun } from './check.ts';
import { asItRuns } from './doctor.ts';
import { requestedBy } from './request.ts';
import { isSet, type Run, textOf } from './verb.ts';

/** Sends an alarm, marked, the whole way of a real one, and shows each link. It changes nothing but a mailbox. */
export const run: Run = async (session, typed) => {
  if (isSet(typed, 'backup')) return await backupDrill(session, typed);
  const environment = await session.environment();
  const { settings } = await deployed(environment, 'rollback');
  const alarm = chosen(session, settings.alarms, textOf(typed, 'alarm'));
  const facts = await statusFacts(environment, session.words.language);
  const reason = 'Drill: is everything ready?';
  const readiness = await dryRun(environment, 'release', { ...asItRuns(facts), reason, dryRun: true });
  const drill = { id: randomUUID(), requestedBy: requestedBy(typed) ?? null };
  const practised = await practise(environment, alarm, drill);
  const output = practised?.output ?? null;
  const answer = output === null ? null : (JSON.parse(output) as DryRun);
  const drilled: Drilled = { alarm, readiness, practised, answer };
  if (session.json) session.printJson(drilled);
  else session.print(drillLines(drilled, session.words, session.columns));
  return codeOf(drilled);
};

/** The named alarm, or the first that starts a rollback. */
function chosen({ words }: Session, alarms: readonly Alarm[], wanted: string | undefined): string {
  const { errors } = words;
  const names = alarms.filter(({ action }) => action === 'rollback').map(({ name }) => name);
  const [first] = names;
  if (first === undefined) throw new Stop(EXIT.refused, errors.noAlarmToDrill);
  if (wanted === undefined) return first;
  if (!names.includes(wanted))
    throw new Stop(EXIT.wrongInput, errors.wrongValue('--alarm', wanted, names.map((name) => `"${name}"`).join(', ')));
  return wanted;
}

/** A broken chain is worse than a release that could not begin now. */
function codeOf({ readiness, practised, answer }: Drilled): ExitCode {
  if (practised === null || answer === null || !practised.told) return EXIT.endedBadly;
  return readiness.problems.length + answer.problems.length > 0 ? EXIT.refused : EXIT.done;
}
