import type { StatusRecord } from '../../lambdas/model/ledger.ts';
import type { Message } from '../../lambdas/model/message.ts';
import type { Environment } from './environments.ts';
import { History } from './executions.ts';
import { ledgerOf } from './ledger.ts';

export type Frozen = Extract<Message, { readonly kind: 'frozen' }>;

/**
 * What DevOps was told when the environment froze, with what each decision needs: read from the history of the execution
 * that froze, so that terminal and e-mail say the same. Undefined: nothing is frozen, or the history is gone.
 */
export async function frozenMessage(environment: Environment, status: StatusRecord): Promise<Frozen | undefined> {
  if (status.status !== 'frozen' || status.work === null) return undefined;
  const { readRollback } = await ledgerOf(environment);
  const execution = (await readRollback(status.work))?.execution;
  if (execution === undefined) return undefined;
  const events = await new History(execution).more();
  return events
    .flatMap(({ taskScheduledEventDetails }) => frozenIn(taskScheduledEventDetails?.parameters))
    .findLast(({ incident }) => incident === status.incident);
}

function frozenIn(parameters: string | undefined): Frozen[] {
  if (parameters === undefined || !parameters.includes('"frozen"')) return [];
  const { Payload } = JSON.parse(parameters) as { readonly Payload?: { readonly message?: Message } };
  return Payload?.message?.kind === 'frozen' ? [Payload.message] : [];
}
