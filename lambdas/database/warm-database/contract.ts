import type { Connection, Pointer } from '../../model/environment.ts';
import type { Moment } from '../../model/lock.ts';
import type { Warmth } from '../../model/warmth.ts';

export interface Input {
  readonly moment: Moment;
  readonly since: string;
  /** Of the owner: tables are the application's, and indexes are read by nobody else. */
  readonly connection: Connection | null;
  readonly instance: string;
  readonly tables: readonly string[];
  /** What the looks before have read. */
  readonly warmth: Warmth;
  /** Of a database that users are on: it ends when the pointer leads elsewhere. Null: users are behind the page. */
  readonly pointer: Pointer | null;
  /** It was kept and restored from nothing: it is warm. */
  readonly kept: boolean;
  /** 0: nothing is read. */
  readonly limitMinutes: number;
}

/** Throws nothing: what cannot be warmed is told. */
export interface Output {
  /** Another look goes on with it. */
  readonly again: boolean;
  readonly warmth: Warmth;
  /** How long to wait before the next look. */
  readonly waitSeconds: number;
}
