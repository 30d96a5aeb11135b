import { executionsOf } from '../account/executions.ts';
import { findRecord } from '../account/records.ts';
import { EXIT, Stop } from '../exit.ts';
import { follow } from '../watch/follow.ts';
import type { Run } from './verb.ts';

/** Of several that run, the one that began last: a rollback has stopped the release before it. */
export const run: Run = async (session, { args }) => {
  const { errors } = session.words;
  const environment = await session.environment();
  const [asked] = args as [string | undefined];
  if (asked?.startsWith('arn:')) return await follow(session, environment, asked);
  if (asked !== undefined) {
    const found = await findRecord(environment, asked);
    const execution = found === undefined || found.kind === 'incident' ? undefined : found.record.execution;
    if (execution === undefined) throw new Stop(EXIT.notFound, errors.noSuchRecord(asked));
    return await follow(session, environment, execution);
  }
  const all = await Promise.all(
    (['release', 'rollback', 'decision'] as const).map((kind) => executionsOf(environment, kind, 20)),
  );
  const running = all
    .flat()
    .filter(({ status }) => status === 'RUNNING')
    .sort((a, b) => (b.startDate?.getTime() ?? 0) - (a.startDate?.getTime() ?? 0));
  const arn = running[0]?.executionArn;
  if (arn === undefined) throw new Stop(EXIT.notFound, errors.nothingRuns);
  return await follow(session, environment, arn);
};
