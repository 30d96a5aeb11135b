import { INTEGRATIONS, type Integration, type TaskState } from './asl.ts';
import { asStatesError, Ended, StatesError } from './errors.ts';
import { evaluate, evaluateAs, isPositive } from './expression.ts';
import { payload } from './history.ts';
import type { Run, Visit } from './run.ts';

/** One attempt of a Task. */
export async function runTask(run: Run, state: TaskState, visit: Visit): Promise<unknown> {
  const integration = INTEGRATIONS[state.Resource];
  if (integration === undefined) throw new StatesError('States.Runtime', `No such resource: ${state.Resource}`);
  const about = { resource: integration.resource, resourceType: integration.service };
  const { endsBy } = integration;
  // Every attempt has a token of its own.
  visit.token = endsBy === 'token' ? run.uuid() : undefined;
  const args =
    state.Arguments === undefined ? visit.input : await evaluate(state.Arguments, visit.scope(), 'Arguments');
  const timeout = await seconds(state.TimeoutSeconds, 'TimeoutSeconds', visit);
  const heartbeat = await seconds(state.HeartbeatSeconds, 'HeartbeatSeconds', visit);
  run.history.add(visit.place, {
    type: 'TaskScheduled',
    taskScheduledEventDetails: {
      ...about,
      region: '',
      parameters: payload(args, visit.name),
      ...(timeout === undefined ? {} : { timeoutInSeconds: timeout }),
      ...(heartbeat === undefined ? {} : { heartbeatInSeconds: heartbeat }),
    },
  });
  run.history.add(visit.place, { type: 'TaskStarted', taskStartedEventDetails: about });
  const over = new AbortController();
  const { signal } = over;
  const stop = (): void => over.abort(visit.signal.reason);
  if (visit.signal.aborted) stop();
  else visit.signal.addEventListener('abort', stop, { once: true });
  const races: Promise<unknown>[] = [aborted(signal)];
  try {
    if (visit.token !== undefined) races.push(tokenOutcome(run, visit.token, heartbeat, signal));
    races.push(workOutcome({ run, integration, args, visit, signal }, state.Resource));
    if (timeout !== undefined) races.push(timedOut(run, timeout, endsBy, signal));
    for (const race of races) race.catch(() => {}); // It may fail when nobody waits for it any more.
    const result = await Promise.race(races);
    const output = payload(result, integration.service);
    run.history.add(visit.place, { type: 'TaskSucceeded', taskSucceededEventDetails: { ...about, output } });
    return result;
  } catch (thrown) {
    if (thrown instanceof Ended) throw thrown;
    visit.signal.throwIfAborted();
    const failure = asStatesError(thrown);
    const details = { ...about, ...failure.details };
    run.history.add(
      visit.place,
      failure.error === 'States.Timeout'
        ? { type: 'TaskTimedOut', taskTimedOutEventDetails: details }
        : { type: 'TaskFailed', taskFailedEventDetails: details },
    );
    throw failure;
  } finally {
    visit.signal.removeEventListener('abort', stop);
    over.abort(new TaskOver());
    visit.token = undefined;
  }
}

/** Ends the waits of a task that is over. */
class TaskOver extends Ended {}

async function seconds(template: unknown, field: string, visit: Visit): Promise<number | undefined> {
  return template === undefined
    ? undefined
    : await evaluateAs(template, visit.scope(), field, 'positive integer', isPositive);
}

interface Work {
  readonly run: Run;
  readonly integration: Integration;
  readonly args: unknown;
  readonly visit: Visit;
  readonly signal: AbortSignal;
}

/** The service's answer. Where a token or an execution ends the task, only its failure counts, and the history notes it as submitted. */
async function workOutcome({ run, integration, args, visit, signal }: Work, resource: string): Promise<unknown> {
  const { endsBy } = integration;
  const tell = (answer: unknown): void => {
    if (signal.aborted) return;
    run.history.add(visit.place, {
      type: 'TaskSubmitted',
      taskSubmittedEventDetails: {
        resource: integration.resource,
        resourceType: integration.service,
        output: payload(answer, visit.name),
      },
    });
  };
  let submitted: (answer: unknown) => void = () => {};
  const started = new Promise<void>((resolve) => {
    submitted = (answer) => {
      tell(answer);
      resolve();
    };
  });
  const work = run.runTask(resource, args, signal, submitted);
  work.catch(() => {});
  // A started execution takes its own virtual time: it must not hold a jumping clock.
  await run.clock.busy(endsBy === 'execution' ? Promise.race([work, started]) : work);
  const answer = await work;
  if (endsBy !== 'token') return answer;
  tell(answer);
  return await new Promise<never>(() => {});
}

/** The output sent with the token. Without a heartbeat for too long: States.Timeout, which Catch may call States.HeartbeatTimeout. */
async function tokenOutcome(
  run: Run,
  token: string,
  heartbeat: number | undefined,
  signal: AbortSignal,
): Promise<unknown> {
  let beat: () => void = () => {};
  const outcome = run.tokens.wait(token, () => beat(), signal);
  if (heartbeat === undefined) return await outcome;
  const settled = outcome.then(
    () => 'settled' as const,
    () => 'settled' as const,
  );
  for (;;) {
    const beaten = new Promise<'beaten'>((resolve) => {
      beat = () => resolve('beaten');
    });
    const waiting = new AbortController();
    const silent = run.clock.sleep(heartbeat * 1_000, AbortSignal.any([signal, waiting.signal]));
    const heard = await Promise.race([silent.then(() => 'silent' as const), beaten, settled]);
    silent.catch(() => {});
    waiting.abort(new TaskOver());
    if (heard === 'settled') return await outcome;
    if (heard === 'silent') throw new StatesError('States.Timeout', '', ['States.HeartbeatTimeout']);
  }
}

/** A function's time-out is real time, as its work is; a wait for a token or an execution is virtual time. */
async function timedOut(run: Run, timeout: number, endsBy: string, signal: AbortSignal): Promise<never> {
  const ms = timeout * 1_000;
  await (endsBy === 'answer' ? run.clock.deadline(ms, signal) : run.clock.sleep(ms, signal));
  throw new StatesError('States.Timeout', '');
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise<never>((_resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
