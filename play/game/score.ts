import type { Second } from '../traffic.ts';

/** A decision that the game has asked for. */
export interface Made {
  readonly question: string;
  readonly chosen: string;
  /** What the message to DevOps recommends; null: it recommends none, or nobody was told yet. */
  readonly recommended: string | null;
  /** Virtual ms until the person had decided. */
  readonly took: number;
}

/** What is known after a game. */
export interface Game {
  /** One a real second. */
  readonly seconds: readonly Second[];
  /** Virtual ms that a real second lasts. */
  readonly secondMs: number;
  /** The second from which on the bad release serves: what users met before is not of it. */
  readonly from: number;
  readonly made: readonly Made[];
  readonly acknowledged: number;
  /** Acknowledged answers that the database which serves now lacks. */
  readonly lost: number;
  /** Those of them that are in no other database either. */
  readonly nowhere: number;
}

export interface Score {
  /** From the first error of a user until nobody met the bad version any more, by the page or for good. Virtual ms; null: never. */
  readonly shieldedAfter: number | null;
  /** From the same error until users were served without errors to the end of the game. Virtual ms; null: never. */
  readonly restoredAfter: number | null;
  readonly failed: number;
  readonly lines: readonly Line[];
  readonly points: number;
}

/** One part of the score, and why. */
export interface Line {
  readonly what: string;
  readonly found: string;
  readonly points: number;
  readonly of: number;
}

const SHIELD_MS = 5 * 60_000;
const RESTORE_MS = 20 * 60_000;
/** Users are served again only once they have been for so long: a page is not lowered for a moment. Seconds. */
const STEADY = 3;

/** Points are ours, to compare one game with the next: full for the first limit, half for twice of it. */
export function score({ seconds, secondMs, from, made, acknowledged, lost, nowhere }: Game): Score {
  const began = seconds.findIndex(({ errors }, n) => n >= from && errors > 0);
  const after = (index: number): number | null => (began < 0 || index < 0 ? null : (index - began) * secondMs);
  const shieldedAfter = after(shielded(seconds, began));
  const restoredAfter = after(restored(seconds, began));
  const right = made.filter(({ recommended, chosen }) => recommended === null || recommended === chosen);
  const lines: Line[] = [
    timed('time to shield', shieldedAfter, SHIELD_MS),
    timed('time to restore', restoredAfter, RESTORE_MS),
    {
      what: 'acknowledged writes that no database has',
      found: `${nowhere} of ${acknowledged}; a snapshot may still hold them`,
      ...{ points: nowhere === 0 && acknowledged > 0 ? 25 : 0, of: 25 },
    },
    {
      what: 'decisions as the facts recommend',
      found: `${right.length} of ${made.length}; writes given up: ${lost}`,
      ...{ points: made.length === 0 ? 0 : Math.round((25 * right.length) / made.length), of: 25 },
    },
  ];
  const failed = seconds.reduce((sum, { errors }) => sum + errors, 0);
  return { shieldedAfter, restoredAfter, failed, lines, points: lines.reduce((sum, { points }) => sum + points, 0) };
}

/** The first second in which the page stood, or from which on nobody met an error again. */
function shielded(seconds: readonly Second[], began: number): number {
  if (began < 0) return -1;
  const page = seconds.findIndex(({ maintenance }, n) => n >= began && maintenance > 0);
  const last = seconds.findLastIndex(({ errors }) => errors > 0) + 1;
  return page >= 0 ? page : last < seconds.length ? last : -1;
}

function restored(seconds: readonly Second[], began: number): number {
  if (began < 0) return -1;
  const last = seconds.findLastIndex(({ errors, maintenance }) => errors + maintenance > 0) + 1;
  const served = seconds.slice(last).filter((second) => second.served > 0).length;
  return served >= STEADY ? last : -1;
}

function timed(what: string, ms: number | null, full: number): Line {
  const points = ms === null ? 0 : ms <= full ? 25 : ms <= 2 * full ? 12 : 0;
  return { what, found: ms === null ? 'never' : inMinutes(ms), points, of: 25 };
}

/** Virtual ms as people read them. */
export const inMinutes = (ms: number): string =>
  `${Math.floor(ms / 60_000)} min ${String(Math.round((ms % 60_000) / 1_000)).padStart(2, '0')} s`;
