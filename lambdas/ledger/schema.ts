import { StepError } from '../step/errors.ts';

/**
 * Version of the ledger's records. It grows when code of an earlier version could misread what this one writes; a key more, which
 * earlier code does not look at, is no reason. Code never writes a lower one, so a ledger only goes forward.
 */
export const SCHEMA = 1;

/** Records that a newer control plane has written. */
export const LEDGER_TOO_NEW = 'LedgerTooNew';

/** @throws StepError LedgerTooNew: whoever misreads a record may take a way back for a good one */
export function understood(environment: string, schema: number): void {
  if (schema <= SCHEMA) return;
  throw new StepError(
    LEDGER_TOO_NEW,
    `The ledger of ${environment} has schema ${schema}; these functions know up to ${SCHEMA}, and go no further. A newer version of knowngood wrote it: deploy that version again`,
  );
}
