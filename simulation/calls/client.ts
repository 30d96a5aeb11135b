import { SSMClient } from '@aws-sdk/client-ssm';
import type { Principal } from '../../sandbox/kernel/access.ts';
import type { World } from '../world/world.ts';
import { type Caller, caller, never } from './caller.ts';
import { copied } from './copy.ts';
import { asAnswered, denied, failed, throttled, timedOut } from './errors.ts';
import { acts, type Call } from './history.ts';
import { marshalRequest, unmarshalAnswer } from './marshal.ts';
import { type Retrying, retried } from './retry.ts';
import { asSent, asText, type Schemed } from './tokens.ts';
import { overWire } from './wire.ts';

interface Client {
  readonly config: Retrying & { readonly defaultSigningName?: string; readonly signingName?: string };
}
interface Command extends Schemed {
  readonly input: Record<string, unknown>;
}
type Send = (this: Client, command: Command, ...rest: unknown[]) => Promise<unknown>;

/** `clientSettings` of the handlers: a try is given up after eight seconds. */
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
let serialized = false;

/** The world whose services answer this thread's clients; `undefined`: none, every call is a mistake. `wire`: over HTTP. */
export function answeredBy(next: World | undefined, wire: boolean): void {
  world = next;
  serialized = wire;
}

/** Puts the world behind `send` of every SDK client: all inherit it from one class. */
export function interceptClients(): void {
  const base = Object.getPrototypeOf(SSMClient.prototype) as { send: Send };
  const own = base.send;
  base.send = async function (command, ...rest) {
    const to = world;
    const { name } = command.constructor;
    if (to === undefined) throw new Error(`${name}: a client is used outside a run.`);
    const by = caller.getStore();
    if (by === undefined) throw new Error(`${name} is sent by nobody.`);
    const travel = () => travelOf(to, by);
    if (serialized)
      return await overWire(
        this.config,
        {
          ...{ to, by, travel },
          answer: (service, operation, input) => answerOf(to, by, { service, operation, input: asText(input) }),
        },
        () => own.call(this, command, ...rest),
      );
    const document = DOCUMENT_OPERATIONS[name];
    const service =
      document === undefined ? (this.config.defaultSigningName ?? this.config.signingName ?? '') : 'dynamodb';
    const asked = document === undefined ? command.input : marshalRequest(command.input);
    const operation = document ?? name.replace(/Command$/, '');
    let input: Readonly<Record<string, unknown>> | undefined;
    const output = await retried(this.config, { by, to }, async () => {
      await travel();
      input ??= asSent(command, asked);
      return await answerOf(to, by, { service, operation, input });
    });
    return document === undefined ? output : unmarshalAnswer(output);
  };
}

/** From here to the service. */
async function travelOf(to: World, by: Caller): Promise<void> {
  if (by.killed) await never();
  await to.clock.sleep(to.chance.int(...LATENCY_MS));
  if (by.killed) await never();
}

interface Request {
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

async function answerOf(to: World, by: Caller, { service, operation, input }: Request): Promise<Answer> {
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

type Answer = Record<string, unknown>;

async function effect(to: World, call: Call, fault: string | undefined): Promise<Answer> {
  try {
    const before = fault === 'stale' ? to.past.asBefore(call) : undefined;
    if (before !== undefined) return copied(before as Answer);
    if (acts(call)) call.held = to.ledger.held();
    if (call.operation === 'UpdateService') call.before = to.runs((call.input as { service: string }).service);
    const answer = await to.kernel.run(principalOf(call), call.service, call.operation, call.input);
    // The document client makes the ledger's answer anew.
    const output = to.faults.onAnswer(call, call.service === 'dynamodb' ? answer : copied(answer));
    call.took = true;
    to.past.remember(call, output);
    return output as Answer;
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
