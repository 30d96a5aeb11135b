import { TOOK_TOO_LONG } from '../model/errors.ts';
import type { Moment } from '../model/lock.ts';
import { StepError } from './errors.ts';

/**
 * Ends a loop of looking: throws `TookTooLong` when `limitMinutes` have passed since `since`, or since the last redrive: a
 * person who mended the cause gets the whole time again.
 * @param waitingFor what was looked for and what was last seen, for the message.
 */
export function withinDeadline(moment: Moment, since: string, limitMinutes: number, waitingFor: string): void {
  if (isWithin(moment, since, limitMinutes)) return;
  const minutes = waited(moment, since);
  throw new StepError(
    TOOK_TOO_LONG,
    `Waited ${Math.round(minutes)} min for ${waitingFor}; at most ${limitMinutes} min were expected. Fix the cause, then redrive this execution.`,
  );
}

/** Whether a loop may go on: for so long since `since`, or since the last redrive. */
export const isWithin = (moment: Moment, since: string, limitMinutes: number): boolean =>
  waited(moment, since) <= limitMinutes;

/** Since then, or since the last redrive. */
export const waitedSeconds = (moment: Moment, since: string): number => Math.round(waited(moment, since) * 60);

function waited({ now, redrivenAt }: Moment, since: string): number {
  const start = Math.max(Date.parse(since), redrivenAt === null ? 0 : Date.parse(redrivenAt));
  return (Date.parse(now) - start) / 60_000;
}
