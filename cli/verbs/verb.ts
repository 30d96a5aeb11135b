import type { ExitCode } from '../exit.ts';
import type { Session } from '../session.ts';

/** What was typed for a verb: its options as commander names them, and its arguments in order. */
export interface Typed {
  readonly args: readonly unknown[];
  readonly options: Readonly<Record<string, unknown>>;
}

/** A verb. What stops it is thrown as `Stop`; its end is the command's exit code. */
export type Run = (session: Session, typed: Typed) => Promise<ExitCode>;

export const textOf = ({ options }: Typed, name: string): string | undefined => options[name] as string | undefined;
export const listOf = ({ options }: Typed, name: string): readonly string[] =>
  (options[name] as readonly string[] | undefined) ?? [];
export const isSet = ({ options }: Typed, name: string): boolean => options[name] === true;
