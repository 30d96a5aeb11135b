import type { Schedule } from '../model/environment.ts';

/** A rule or schedule as AWS shows it. */
export interface SeenSchedule {
  readonly enabled: boolean;
  /** Why it could not be resumed as it was; null: it can. */
  readonly fixed: string | null;
  /** Of a schedule: the ARN of its target's role, which an update passes again, and of its customer key. */
  readonly role?: string;
  readonly key?: string | null;
}

/** How people and the ledger call it: AWS has both kinds under the same names. */
export const titleOf = ({ kind, name, group }: Schedule): string =>
  `${kind} ${group === 'default' ? name : `${group}/${name}`}`;
