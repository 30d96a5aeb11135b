import { STATES } from '../../lambdas/model/state-names.ts';
import { read } from '../../lambdas/requests/read-rollback-trigger/read.ts';
import { EXIT, Stop } from '../exit.ts';
import { ask, filled, type Reader, requestedBy } from './request.ts';
import { isSet, listOf, type Run, textOf } from './verb.ts';

export const run: Run = async (session, typed) => {
  const { errors, screens } = session.words;
  const reason = textOf(typed, 'reason');
  const criterion = textOf(typed, 'criterion');
  if (reason === undefined) throw new Stop(EXIT.wrongInput, errors.needed('--reason', 'rollback'));
  if (criterion === undefined) throw new Stop(EXIT.wrongInput, errors.needed('--criterion', 'rollback'));
  const dryRun = isSet(typed, 'dryRun');
  const request = filled({
    ...{ reason, criterion, requestedBy: requestedBy(typed), dryRun },
    ...{ database: textOf(typed, 'database'), to: textOf(typed, 'to'), affected: listOf(typed, 'affected') },
  });
  return await ask(session, typed, {
    kind: 'rollback',
    request,
    state: STATES.readWhatStartedTheRollback,
    reader: readsRollback,
    ...(dryRun ? {} : { question: ({ name }) => screens.askRollback(name) }),
  });
};

/** Asks the workflow's own reader. */
export const readsRollback: Reader = (given, request) => {
  const now = new Date(0).toISOString();
  const reading = read({
    ...(given as unknown as Parameters<typeof read>[0]),
    ...{ request, execution: '', executionName: 'asked-here', startedAt: now, moment: { now, redrivenAt: null } },
  });
  return reading.kind === 'refused' ? reading.message : undefined;
};
