import * as sfn from '@aws-sdk/client-sfn';
import type { AccessCheck } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import { LARGEST_PAYLOAD } from './history.ts';
import type { Sent, TaskTokens } from './tokens.ts';

type ByMachine = ReadonlyMap<string, TaskTokens>;

/** Operations on the tokens of all machines. */
export const sendTaskOperations = (tokens: ByMachine): Operations<typeof sfn> => ({
  SendTaskSuccess: {
    access: ({ taskToken }) => [onTokensMachine(tokens, 'SendTaskSuccess', taskToken)],
    handle({ taskToken, output = '' }) {
      const value = parse(output);
      return send(tokens, taskToken, (of, token) => of.succeed(token, value));
    },
  },

  SendTaskFailure: {
    access: ({ taskToken }) => [onTokensMachine(tokens, 'SendTaskFailure', taskToken)],
    handle: ({ taskToken, error, cause }) => send(tokens, taskToken, (of, token) => of.fail(token, error, cause)),
  },

  SendTaskHeartbeat: {
    access: ({ taskToken }) => [onTokensMachine(tokens, 'SendTaskHeartbeat', taskToken)],
    handle: ({ taskToken }) => send(tokens, taskToken, (of, token) => of.heartbeat(token)),
  },
});

/** IAM checks the state machine whose task waits for the token. */
function onTokensMachine(tokens: ByMachine, action: string, token = ''): AccessCheck {
  const machine = [...tokens].find(([, of]) => of.knows(token));
  return { action: `states:${action}`, resource: machine?.[0] ?? '*' };
}

function send(tokens: ByMachine, token: string | undefined, act: (of: TaskTokens, token: string) => Sent): object {
  const sent = [...tokens.values()].map((of) => act(of, token ?? ''));
  if (sent.includes('taken')) return {};
  if (sent.includes('over'))
    throw new sfn.TaskTimedOut({ message: "Task Timed Out: 'Provided task does not exist anymore'", $metadata: {} });
  throw new sfn.InvalidToken({ message: `Invalid Token: 'Invalid token: ${token ?? ''}'`, $metadata: {} });
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
