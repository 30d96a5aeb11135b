import { SSMClient } from '@aws-sdk/client-ssm';
import type { Principal } from '../../sandbox/kernel/service.ts';
import type { World } from '../world/world.ts';
import { caller, never } from './caller.ts';
import { copied } from './copy.ts';
import { asAnswered, denied, failed, isRetried, throttled, timedOut } from './errors.ts';
import { acts, type Call } from './history.ts';
import { marshalRequest, unmarshalAnswer } from './marshal.ts';

interface Client {
  readonly config: { readonly defaultSigningName?: string; readonly signingName?: string };
}
interface Command {
  readonly input: Record<string, unknown>;
}
type Send = (this: Client, command: Command, ...rest: unknown[]) => Promise<unknown>;

/** `clientSettings` of the handlers: three tries, each given up after eight seconds. */
const TRIES = 3;
const GIVEN_UP_AFTER_MS = 8_000;
/** How long a call to AWS takes, one way. Virtual ms. */
const LATENCY_MS = [4, 30] as const;

const DOCUMENT_OPERATIONS: Readonly<Record<string, string>> = {
  GetCommand: 'GetItem',
  QueryCommand: 'Query',
  UpdateCommand: 'UpdateItem',
  PutCommand: 'PutItem',
  DeleteCommand: 'DeleteItem',
  TransactWriteCommand: 'TransactWriteItems',
};

let world: World | undefined;

/** The world whose services answer this thread's clients; `undefined`: none, every call is a mistake. */
export function answeredBy(next: World | undefined): void {
  world = next;
}

/** Puts the world behind `send` of every SDK client: all inherit it from one class. */
export function interceptClients(): void {
  const base = Object.getPrototypeOf(SSMClient.prototype) as { send: Send };
  base.send = async function (command) {
    if (world === undefined) throw new Error(`${command.constructor.name}: a client is used outside a run.`);
    const { name } = command.constructor;
    const document = DOCUMENT_OPERATIONS[name];
    const service = this.config.defaultSigningName ?? this.config.signingName ?? '';
    if (document === undefined) return await send(world, service, name.replace(/Command$/, ''), command.input);
    return unmarshalAnswer(
      (await send(world, 'dynamodb', document, marshalRequest(command.input))) as Record<string, unknown>,
    );
  };
}

async function send(to: World, service: string, operation: string, input: unknown): Promise<unknown> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryOnce(to, service, operation, input);
    } catch (error) {
      if (attempt >= TRIES || !isRetried(error as Error)) throw error;
      const base = (error as { $retryable?: object }).$retryable === undefined ? 100 : 500;
      await to.clock.sleep(to.chance.next() * base * 2 ** attempt);
    }
  }
}

async function tryOnce(to: World, service: string, operation: string, input: unknown): Promise<unknown> {
  const by = caller.getStore();
  if (by === undefined) throw new Error(`${service}:${operation} is called by nobody.`);
  if (by.killed) return await never();
  await to.clock.sleep(to.chance.int(...LATENCY_MS));
  if (by.killed) return await never();
  const call: Call = {
    at: to.clock.now(),
    role: by.role,
    step: by.step,
    execution: by.execution,
    machine: by.machine,
    state: by.state,
    invocation: by.invocation,
    service,
    operation,
    input,
    took: false,
    error: '',
    fault: '',
  };
  to.calls.push(call);
  const fault = to.faults.onCall(call);
  call.fault = fault ?? '';
  switch (fault) {
    case 'throttle':
      return fail(call, throttled());
    case 'server-error':
      return fail(call, failed());
    case 'access-denied':
      return fail(call, denied(by.role, `${service}:${operation}`));
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

async function effect(to: World, call: Call, fault: string | undefined): Promise<unknown> {
  try {
    const before = fault === 'stale' ? to.past.asBefore(call) : undefined;
    if (before !== undefined) return copied(before);
    if (acts(call)) call.held = to.ledger.held();
    if (call.operation === 'UpdateService') call.before = to.runs((call.input as { service: string }).service);
    const answer = await to.kernel.run(principalOf(call), call.service, call.operation, call.input);
    // The document client makes the ledger's answer anew.
    const output = to.faults.onAnswer(call, call.service === 'dynamodb' ? answer : copied(answer));
    call.took = true;
    to.past.remember(call, output);
    return output;
  } catch (error) {
    return fail(call, asAnswered(error));
  }
}

function principalOf({ role }: Call): Principal {
  return { arn: role, context: { 'lambda:SourceFunctionArn': caller.getStore()?.arn ?? '' } };
}

function fail(call: Call, error: Error): never {
  call.error = error.name;
  throw error;
}
