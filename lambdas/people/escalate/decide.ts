import { LOCK_LOST, REQUEST_REFUSED, WITHOUT_PURPOSE } from '../../model/errors.ts';
import type { ReleaseRecord, StatusRecord } from '../../model/ledger.ts';
import { LOCK_BUSY } from '../../requests/take-lock/contract.ts';
import type { Input } from './contract.ts';

/** How far the work of an execution had come: it never took the environment, still holds it, or has closed. */
export type Stage = 'not-begun' | 'holding' | 'closed';

export type Escalation =
  | { readonly kind: 'silent'; readonly why: string }
  | {
      readonly kind: 'tell';
      readonly work: 'release' | 'rollback' | 'settle' | 'standby' | 'backup-drill';
      readonly stage: Stage;
      readonly startRollback: boolean;
    };

/** Errors of executions that never held the environment, or lost it to one that reports itself: nobody is paged for them. */
const TOLD_OTHERWISE = new Set<string>([REQUEST_REFUSED, LOCK_BUSY, LOCK_LOST]);

/**
 * Whether an ending needs people. Three do: the execution still holds the environment; a rollback could not even begin (an
 * alarm started it, so nobody sees it fail); it failed after its work was closed, so a report is missing. A refused request
 * does not, nor an execution that we stopped: it lost the environment first.
 * @param rollbackExists the failed release has started its rollback itself.
 * @param recorded how far the ledger knows the execution's work: not at all, begun, or closed by the work itself.
 */
export function escalation(
  event: Input,
  status: StatusRecord,
  release: ReleaseRecord | undefined,
  rollbackExists: boolean,
  recorded: 'nothing' | 'begun' | 'closed',
): Escalation {
  const { executionArn, stateMachineArn, status: ending, error } = event.detail;
  // Its last message has told all of it, and what to do.
  if (WITHOUT_PURPOSE.some((name) => name === error))
    return { kind: 'silent', why: `it has told that it ended: ${error}` };
  // None of these ever holds the environment, but a failure must be reported too.
  const aside = (['settle', 'standby', 'backup-drill'] as const).find((kind) => stateMachineArn.endsWith(`-${kind}`));
  if (aside !== undefined) return { kind: 'tell', work: aside, stage: 'closed', startRollback: false };
  const work = stateMachineArn.endsWith('-release') ? 'release' : 'rollback';
  if (status.holder !== executionArn) {
    if (recorded === 'closed') return { kind: 'tell', work, stage: 'closed', startRollback: false };
    const unheard = work === 'rollback' && recorded === 'nothing' && ending !== 'ABORTED';
    return unheard && !TOLD_OTHERWISE.has(error ?? '')
      ? { kind: 'tell', work, stage: 'not-begun', startRollback: false }
      : { kind: 'silent', why: 'it does not hold the environment: refused, or taken over' };
  }
  if (work === 'rollback') return { kind: 'tell', work, stage: 'holding', startRollback: false };
  if (rollbackExists) return { kind: 'silent', why: 'its rollback has begun and tells' };
  // A person who stops a release has a reason: they get both ways on, and no machine moves anything.
  return { kind: 'tell', work, stage: 'holding', startRollback: ending !== 'ABORTED' && release !== undefined };
}
