import type { Sources } from './jsonata-functions.ts';

/** What an expression sees. */
export interface Scope extends Sources {
  readonly states: {
    readonly input?: unknown;
    readonly result?: unknown;
    readonly errorOutput?: unknown;
    readonly context: unknown;
  };
  /** By name; those of the outer scopes behind them, by inheritance. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Begins the cause of a failed evaluation: which state, entered by which event. */
  readonly where: string;
}
