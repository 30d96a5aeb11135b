import { format } from 'node:util';
import { functionLog } from './current.ts';

/** Puts the world's log behind the console, for whatever a function writes there; everybody else's lines stay where they were. */
export function interceptConsole(): void {
  for (const level of ['debug', 'log', 'info', 'warn', 'error'] as const) {
    const own = console[level].bind(console);
    console[level] = (...parts: unknown[]) => {
      const log = functionLog();
      if (log === undefined) own(...parts);
      else log.push(format(...parts));
    };
  }
}
