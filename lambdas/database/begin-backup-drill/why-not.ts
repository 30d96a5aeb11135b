import type { AccountQuota, DBInstance } from '@aws-sdk/client-rds';
import type { Drilled } from '../../model/backup-drill.ts';
import type { StatusRecord } from '../../model/ledger.ts';
import { instanceRoom } from '../room.ts';

/** What stands in the way of a drill, or does not. */
export interface Seen {
  readonly status: StatusRecord;
  /** Id of another drill that still runs; null: none does. */
  readonly other: string | null;
  /** Instance that the pointer leads to; undefined: none. */
  readonly live: DBInstance | undefined;
  readonly quotas: readonly AccountQuota[];
  /** Null: neither the ledger nor RDS has a restore point that could be restored. */
  readonly point: Pick<Drilled, 'point' | 'at'> | null;
  /** Why the restore points of the ledger cannot be restored. */
  readonly unfit: readonly string[];
}

/** With a rollback's restore beside it: a drill never takes the last place. */
const PLACES = 2;

/** Why no drill begins now; empty: it may. It touches nothing that a release or a rollback needs, quotas of the account included. */
export function whyNot({ status, other, live, quotas, point, unfit }: Seen): string[] {
  const busy =
    status.status === 'open'
      ? []
      : [
          `the environment is ${status.status} (${status.work ?? '-'}); expected it to be open: a drill competes with no release and no rollback. It comes again by its schedule`,
        ];
  const running = other === null ? [] : [`the backup drill ${other} still runs; expected one at a time`];
  if (live === undefined)
    return [...busy, ...running, 'the pointer leads to no database of this account and Region; expected the live one'];
  const none =
    point === null
      ? [
          `there is no restore point that could be restored${unfit.length === 0 ? ': the ledger records none' : ` (${unfit.join('; ')})`}, and the automated backups of ${live.DBInstanceIdentifier} hold no time to restore to; expected one of them. A rollback could not take the database back either`,
        ]
      : [];
  return [...busy, ...running, ...none, ...instanceRoom(live, quotas, PLACES)];
}
