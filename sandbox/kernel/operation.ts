import type { AccessCheck, Call } from './access.ts';

/** One operation of a service: what IAM checks before it takes effect, and what it then does. */
export interface Operation<Input, Output> {
  /** An empty list: IAM checks nothing. */
  readonly access: (input: Input, call: Call) => readonly AccessCheck[];
  readonly handle: (input: Input, call: Call) => Promise<Output> | Output;
}

/** An operation with the input and the output of a command that an SDK client exports. */
type OperationOf<Command> = Command extends abstract new (
  ...args: never[]
) => infer Instance
  ? Instance extends {
      readonly input: infer Input;
      resolveMiddleware(...args: never[]): (...args: never[]) => Promise<{ output: infer Output }>;
    }
    ? Operation<Input, Omit<Output, '$metadata'>>
    : never
  : never;

type CommandName<Key> = Key extends `${infer Name}Command` ? Name : never;

/** Operations of a service, by the names its SDK client's commands have. One that is not served answers 501, by name. */
export type Operations<M> = { readonly [Key in keyof M as CommandName<Key>]?: OperationOf<M[Key]> };

/** Operations of a service whose wire form the sandbox reads without an SDK client: their inputs and outputs by name. */
export type OperationsBy<Shapes extends Record<keyof Shapes, { readonly input: unknown; readonly output: unknown }>> = {
  readonly [Name in keyof Shapes]?: Operation<Shapes[Name]['input'], Shapes[Name]['output']>;
};

/** What each operation does. */
export type Handlers<M> = {
  readonly [Key in keyof M as CommandName<Key>]?: OperationOf<M[Key]> extends Operation<infer Input, infer Output>
    ? Operation<Input, Output>['handle']
    : never;
};

/** What IAM checks, for every operation that is served. */
export type Access = Readonly<Record<string, (input: never, call: Call) => readonly AccessCheck[]>>;

/** A service's operations, in groups by subject, as the kernel looks them up: first the checks, then the work. */
export function served<M>(...groups: readonly Operations<M>[]): {
  readonly handlers: Handlers<M>;
  readonly access: Access;
} {
  const operations = groups.flatMap((group) => Object.entries(group as Record<string, Operation<never, unknown>>));
  return {
    handlers: Object.fromEntries(operations.map(([name, { handle }]) => [name, handle])) as Handlers<M>,
    access: Object.fromEntries(operations.map(([name, { access }]) => [name, access])),
  };
}
