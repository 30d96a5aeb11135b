import { format } from 'node:util';
import type { World } from '../world/world.ts';
import { caller } from './caller.ts';

let world: World | undefined;

export function loggedIn(next: World | undefined): void {
  world = next;
}

/** Puts the world's log behind the console, for whatever a function writes there; everybody else's lines stay where they were. */
export function interceptConsole(): void {
  for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const) {
    const own = console[level].bind(console);
    console[level] = (...parts: unknown[]) => {
      if (world === undefined || caller.getStore() === undefined) own(...parts);
      else world.functions.logs.push(format(...parts));
    };
  }
}
