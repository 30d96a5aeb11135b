import type { Principal } from '../../sandbox/kernel/access.ts';
import type { World } from '../world/world.ts';
import { acts, type Call, callOf } from './call.ts';
import { type Caller, caller, never } from './caller.ts';
import { copied } from './copy.ts';
import { asAnswered, denied, failed, throttled, timedOut } from './errors.ts';

/** `clientSettings` of the handlers: a try is given up after eight seconds. */
const GIVEN_UP_AFTER_MS = 8_000;
/** How long a call to AWS takes, one way. Virtual ms. */
const LATENCY_MS = [4, 30] as const;

/** From here to the service. */
export async function travelOf(to: World, by: Caller): Promise<void> {
  if (by.killed) await never();
  await to.clock.sleep(to.chance.int(...LATENCY_MS));
  if (by.killed) await never();
}

type Answer = Record<string, unknown>;

interface Request {
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** What the service answers to a call, with whatever fault is due. @throws the error that the caller gets */
export async function answerOf(to: World, by: Caller, request: Request): Promise<Answer> {
  const call = callOf(by, to.clock.now(), request);
  to.calls.push(call);
  const fault = to.faults.onCall(call);
  call.fault = fault ?? '';
  switch (fault) {
    case 'throttle':
      return fail(call, throttled());
    case 'server-error':
      return fail(call, failed());
    case 'access-denied':
      return fail(call, denied(by.role, `${request.service}:${request.operation}`));
    case 'time-out':
      await to.clock.sleep(GIVEN_UP_AFTER_MS);
      return fail(call, timedOut());
  }
  const output = await effect(to, call, fault);
  if (fault === 'twice') await effect(to, call, fault).catch(() => {});
  if (fault === 'cut-off') return await never();
  if (fault === 'lose-answer') {
    await to.clock.sleep(GIVEN_UP_AFTER_MS);
    return fail(call, timedOut());
  }
  await to.clock.sleep(to.chance.int(...LATENCY_MS));
  if (by.killed) return await never();
  return output;
}

async function effect(to: World, call: Call, fault: string | undefined): Promise<Answer> {
  try {
    if (fault === 'stale' && to.earlierAnswers.hasNews(call, await current(to, call)))
      return copied(to.earlierAnswers.asBefore(call) as Answer);
    // It would have said the same: the next read is the one to be stale.
    if (fault === 'stale') to.faults.spared(call);
    if (acts(call)) call.held = to.ledger.held();
    if (call.operation === 'UpdateService') call.before = to.runs((call.input as { service: string }).service);
    const answer = await to.kernel.call(principalOf(call), call.service, call.operation, call.input);
    // The document client makes the ledger's answer anew.
    const output = to.faults.onAnswer(call, call.service === 'dynamodb' ? answer : copied(answer));
    call.took = true;
    if (to.earlierAnswers.looksForNews) call.news = to.earlierAnswers.hasNews(call, output);
    for (const hear of to.heardBy) hear(call);
    to.earlierAnswers.remember(call, output);
    return output as Answer;
  } catch (error) {
    return fail(call, asAnswered(error));
  }
}

/** What a fresh read would answer; undefined: an error. Asking changes nothing. */
const current = async (to: World, call: Call): Promise<unknown> =>
  await to.kernel.call(principalOf(call), call.service, call.operation, call.input).then(
    (answer) => to.faults.onAnswer(call, copied(answer)),
    () => undefined,
  );

function principalOf({ role }: Call): Principal {
  return { arn: role, context: { 'lambda:SourceFunctionArn': caller.getStore()?.arn ?? '' } };
}

function fail(call: Call, error: Error): never {
  call.error = error.name;
  throw error;
}
