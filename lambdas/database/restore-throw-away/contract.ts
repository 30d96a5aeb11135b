import type { Drilled } from '../../model/backup-drill.ts';

/** A rollback has begun: the drill gives way, so that the rollback finds every place free. */
export const GAVE_WAY = 'GaveWay';
/** What has the drill's name cannot be used. */
export const NOT_A_THROW_AWAY = 'NotAThrowAway';

export interface Input {
  /** Id of the drill. */
  readonly work: string;
  /** Configured instance. */
  readonly instance: string;
  readonly drilled: Drilled;
}

/** @throws GaveWay, NotAThrowAway */
export interface Output {
  readonly instance: string;
}
