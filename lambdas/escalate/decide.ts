import type { ReleaseRecord, StatusRecord } from '../model/ledger.ts';
import type { Input } from './contract.ts';

export type Escalation =
  | { readonly kind: 'silent'; readonly why: string }
  | { readonly kind: 'tell'; readonly work: 'release' | 'rollback' | 'settle'; readonly startRollback: boolean };

/**
 * Whether an ending needs people. Only the execution that still holds the environment does: a refused request never held
 * it, and one that we stopped lost it first; and one that ended after it had closed its work: then a report is missing.
 * @param rollbackExists the failed release has started its rollback itself.
 * @param closed the ledger has its work as ended by itself.
 */
export function escalation(
  event: Input,
  status: StatusRecord,
  release: ReleaseRecord | undefined,
  rollbackExists: boolean,
  closed: boolean,
): Escalation {
  const { executionArn, stateMachineArn, status: ending } = event.detail;
  // Settle never holds the environment; what it could not do must be told all the same.
  if (stateMachineArn.endsWith('-settle')) return { kind: 'tell', work: 'settle', startRollback: false };
  const work = stateMachineArn.endsWith('-release') ? 'release' : 'rollback';
  if (status.holder !== executionArn && closed) return { kind: 'tell', work, startRollback: false };
  if (status.holder !== executionArn)
    return { kind: 'silent', why: 'it does not hold the environment: refused, closed, or taken over' };
  if (work === 'rollback') return { kind: 'tell', work, startRollback: false };
  if (rollbackExists) return { kind: 'silent', why: 'its rollback has begun and tells' };
  // A person who stops a release has a reason: both ways on are told, and nothing moves by machine.
  return { kind: 'tell', work, startRollback: ending !== 'ABORTED' && release !== undefined };
}
