import { SSMClient } from '@aws-sdk/client-ssm';
import { answerOf, travelOf } from './answer.ts';
import { asked } from './current.ts';
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

/** Puts the world behind `send` of every SDK client: all inherit it from one class. */
export function interceptClients(): void {
  const base = Object.getPrototypeOf(SSMClient.prototype) as { send: Send };
  const own = base.send;
  base.send = async function (command, ...rest) {
    const { name } = command.constructor;
    const { to, by, wire } = asked(name);
    const travel = () => travelOf(to, by);
    if (wire)
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
    const request = document === undefined ? command.input : marshalRequest(command.input);
    const operation = document ?? name.replace(/Command$/, '');
    let input: Readonly<Record<string, unknown>> | undefined;
    const output = await retried(this.config, { by, to }, async () => {
      await travel();
      input ??= asSent(command, request);
      return await answerOf(to, by, { service, operation, input });
    });
    return document === undefined ? output : unmarshalAnswer(output);
  };
}
