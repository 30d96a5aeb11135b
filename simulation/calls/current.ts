import type { World } from '../world/world.ts';
import { type Caller, caller } from './caller.ts';

let current: World | undefined;
let serialized = false;

/** The world that answers whatever this thread's functions ask from here on; `undefined`: none. `wire`: SDK clients send HTTP requests. */
export function enter(world: World | undefined, wire = false): void {
  current = world;
  serialized = wire;
}

/** Whose call it is, and the world that answers it. @throws Error when nobody calls, or outside a run: `what` says which call */
export function asked(what: string): { readonly to: World; readonly by: Caller; readonly wire: boolean } {
  const by = caller.getStore();
  if (current === undefined || by === undefined) throw new Error(`${what}: outside a run, or by no function.`);
  return { to: current, by, wire: serialized };
}

/** The log of the function that runs now; undefined: none does. */
export const functionLog = (): string[] | undefined =>
  caller.getStore() === undefined ? undefined : current?.functions.logs;
