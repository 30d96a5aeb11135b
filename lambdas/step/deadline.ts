import { TOOK_TOO_LONG } from '../model/errors.ts';
import type { Moment } from '../model/lock.ts';
import { StepError } from './errors.ts';

/**
 * Ends a loop of looking: throws `TookTooLong` when `limitMinutes` have passed since `since`, or since the last redrive: a
 * person who mended the cause gets the whole time again.
 * @param waitingFor what was looked for and what was last seen, for the message.
 */
export function withinDeadline(moment: Moment, since: string, limitMinutes: number, waitingFor: string): void {
  const start = Math.max(Date.parse(since), moment.redrivenAt === null ? 0 : Date.parse(moment.redrivenAt));
  const minutes = (Date.parse(moment.now) - start) / 60_000;
  if (minutes <= limitMinutes) return;
  throw new StepError(
    TOOK_TOO_LONG,
    `Waited ${Math.round(minutes)} minutes for ${waitingFor}; at most ${limitMinutes} were expected. Mend the cause, then redrive this execution.`,
  );
}
