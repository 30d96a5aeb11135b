import * as sfn from '@aws-sdk/client-sfn';
import type { AccessCheck } from '../../kernel/access.ts';
import type { Handlers } from '../../kernel/operation.ts';
import { LARGEST_PAYLOAD } from './history.ts';
import type { Sent, TaskTokens } from './tokens.ts';

type ByMachine = ReadonlyMap<string, TaskTokens>;

/** SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat on the tokens of all machines. */
export function sendTask(tokens: ByMachine): Handlers<typeof sfn> {
  const send = (token: string | undefined, act: (of: TaskTokens) => Sent): object => {
    const sent = [...tokens.values()].map(act);
    if (sent.includes('taken')) return {};
    if (sent.includes('over'))
      throw new sfn.TaskTimedOut({
        message: "Task Timed Out: 'Provided task does not exist anymore'",
        $metadata: {},
      });
    throw new sfn.InvalidToken({ message: `Invalid Token: 'Invalid token: ${token}'`, $metadata: {} });
  };
  return {
    SendTaskSuccess({ taskToken = '', output = '' }) {
      const value = parse(output);
      return send(taskToken, (of) => of.succeed(taskToken, value));
    },
    SendTaskFailure: ({ taskToken = '', error, cause }) => send(taskToken, (of) => of.fail(taskToken, error, cause)),
    SendTaskHeartbeat: ({ taskToken = '' }) => send(taskToken, (of) => of.heartbeat(taskToken)),
  };
}

/** IAM checks the state machine whose task waits for the token. */
export function accessToTokens(tokens: ByMachine) {
  const check =
    (action: string) =>
    ({ taskToken }: { taskToken?: string }): AccessCheck[] => {
      const machine = [...tokens].find(([, of]) => of.knows(taskToken ?? ''));
      return [{ action: `states:${action}`, resource: machine?.[0] ?? '*' }];
    };
  return {
    SendTaskSuccess: check('SendTaskSuccess'),
    SendTaskFailure: check('SendTaskFailure'),
    SendTaskHeartbeat: check('SendTaskHeartbeat'),
  };
}

function parse(output: string): unknown {
  const invalid = (why: string): never => {
    throw new sfn.InvalidOutput({ message: `Invalid Output: '${why}'`, $metadata: {} });
  };
  if (Buffer.byteLength(output) > LARGEST_PAYLOAD) return invalid(`more than ${LARGEST_PAYLOAD} bytes`);
  try {
    return JSON.parse(output) as unknown;
  } catch {
    return invalid('it is not valid JSON');
  }
}
