import type { StatusRecord } from '../../model/ledger.ts';

/** Why a release may not begin now, since when, and what would free the environment. */
export function busyMessage(status: StatusRecord, holderRuns: boolean): string {
  const held = `the environment is ${status.status} since ${status.since}, by ${status.work}`;
  switch (status.status) {
    case 'open':
      return 'The environment was taken by another execution at the same moment. Start the release again when that one has ended.';
    case 'releasing':
      return holderRuns
        ? `The release was refused, nothing was touched: ${held} (${status.holder}). It is free when that release has ended.`
        : `The release was refused, nothing was touched: ${held}, whose execution (${status.holder}) no longer runs: the release is unfinished. Start a rollback, or redrive that execution.`;
    case 'rolling-back':
      return holderRuns
        ? `The release was refused, nothing was touched: ${held} (${status.holder}). It is free when that rollback has ended.`
        : `The release was refused, nothing was touched: ${held}, whose execution (${status.holder}) no longer runs: the rollback is unfinished. Mend the cause and redrive that execution.`;
    case 'frozen':
      return `The release was refused, nothing was touched: ${held}, incident ${status.incident}. Start a rollback that names the incident and a decision; the message to DevOps shows the JSON.`;
  }
}
