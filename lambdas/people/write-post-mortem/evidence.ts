import { type AlarmChange, alarmChanges } from '../../observation/alarms.ts';
import { errorLines } from '../../services/error-lines.ts';
import { describeTasks, taskArns } from '../../services/tasks.ts';
import { inParallel } from '../../step/in-parallel.ts';
import type { Input } from './contract.ts';
import { type LogExcerpts, logExcerpts } from './log-excerpts.ts';
import { type StoppedTasks, stoppedTasks } from './stopped-tasks.ts';

/** What AWS itself has written of an incident; null: it could not be asked. */
export interface Evidence {
  readonly alarms: readonly AlarmChange[] | null;
  readonly stopped: readonly StoppedTasks[] | null;
  /** Undefined: no log groups are configured, or nobody asked for them. */
  readonly logs?: readonly LogExcerpts[];
}

/** What comes before the harm belongs to it: an alarm rings minutes after what it measures. */
export const BEFORE_MS = 15 * 60_000;

/** Logs are searched for this long: the step has 30 s, and histories to read before. */
const SEARCHING_MS = 8_000;

/** The changes of the environment's alarms, tasks that stopped, and lines of errors. Additions: a document without them is better than none. */
export async function evidenceOf({ origin, now, alarms = [], asked, logs = null }: Input): Promise<Evidence> {
  const from = new Date(Date.parse(origin.began) - BEFORE_MS);
  const until = performance.now() + SEARCHING_MS;
  const found =
    logs === null
      ? undefined
      : await inParallel(logs.groups, async (group) =>
          logExcerpts(await errorLines(group, logs.errors, [from, new Date(now)], until)),
        );
  return {
    ...(found && { logs: found }),
    alarms: await orNull('The history of the alarms', async () =>
      (await inParallel(alarms, (name) => alarmChanges(name, from, new Date(now))))
        .flat()
        .sort((a, b) => a.at.localeCompare(b.at)),
    ),
    stopped: await orNull('Stopped tasks', async () =>
      (
        await inParallel(asked.services, async (service) => {
          const arns = await taskArns(asked.cluster, { serviceName: service, desiredStatus: 'STOPPED' });
          return stoppedTasks(service, await describeTasks(asked.cluster, arns), from);
        })
      ).flat(),
    ),
  };
}

async function orNull<T>(what: string, look: () => Promise<T>): Promise<T | null> {
  try {
    return await look();
  } catch (error) {
    console.warn(`${what}: ${(error as Error).message}`);
    return null;
  }
}
