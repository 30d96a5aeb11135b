import { SSMClient } from '@aws-sdk/client-ssm';
import type { World } from '../world/world.ts';
import { answerOf, travelOf } from './answer.ts';
import { caller } from './caller.ts';
import { marshalRequest, unmarshalAnswer } from './marshal.ts';
import { asSent, asText, type Schemed } from './request-tokens.ts';
import { type Retrying, retried } from './retry.ts';
import { overWire } from './wire.ts';

interface Client {
  readonly config: Retrying & { readonly defaultSigningName?: string; readonly signingName?: string };
}
interface Command extends Schemed {
  readonly input: Record<string, unknown>;
}
type Send = (this: Client, command: Command, ...rest: unknown[]) => Promise<unknown>;

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
