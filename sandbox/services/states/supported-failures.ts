import type { Catcher, Retrier } from './asl.ts';
import { refuse } from './refusal.ts';

const RETRIER = [
  'ErrorEquals',
  'IntervalSeconds',
  'MaxAttempts',
  'BackoffRate',
  'MaxDelaySeconds',
  'JitterStrategy',
  'Comment',
];
const CATCHER = ['ErrorEquals', 'Next', 'Output', 'Assign', 'Comment'];
/** Developer Guide, concepts-error-handling: MaxDelaySeconds less than 31,622,400; the others at most 99,999,999. */
const LONGEST_DELAY = 31_622_400;
const MOST = 99_999_999;

export function checkRetry(state: string, retry: readonly Retrier[]): void {
  for (const retrier of retry) {
    const { IntervalSeconds = 1, MaxAttempts = 3, BackoffRate = 2, MaxDelaySeconds, JitterStrategy } = retrier;
    known(state, 'Retry', retrier, RETRIER);
    whole(state, 'IntervalSeconds', IntervalSeconds, 1, MOST);
    whole(state, 'MaxAttempts', MaxAttempts, 0, MOST);
    if (!(BackoffRate >= 1)) refuse(state, `BackoffRate is ${BackoffRate}; it must be at least 1`);
    if (MaxDelaySeconds !== undefined) {
      whole(state, 'MaxDelaySeconds', MaxDelaySeconds, 1, LONGEST_DELAY - 1);
      if (MaxDelaySeconds <= IntervalSeconds)
        refuse(state, `MaxDelaySeconds ${MaxDelaySeconds} must be greater than IntervalSeconds ${IntervalSeconds}`);
    }
    if (JitterStrategy !== undefined && !['FULL', 'NONE'].includes(JitterStrategy))
      refuse(state, `JitterStrategy is ${JitterStrategy}; it must be FULL or NONE`);
  }
  names(state, 'Retry', retry);
}

export function checkCatch(state: string, catches: readonly Catcher[]): void {
  for (const catcher of catches) known(state, 'Catch', catcher, CATCHER);
  names(state, 'Catch', catches);
}

function known(state: string, of: string, value: object, fields: readonly string[]): void {
  for (const field of Object.keys(value))
    if (!fields.includes(field)) refuse(state, `the field ${field} of a ${of} is not supported`);
}

function whole(state: string, field: string, value: number, least: number, most: number): void {
  if (!Number.isInteger(value) || value < least || value > most)
    refuse(state, `${field} is ${value}; it must be a whole number from ${least} to ${most}`);
}

/** States.ALL stands alone, and last (States Language, "Errors"). */
function names(state: string, of: string, list: readonly { readonly ErrorEquals: readonly string[] }[]): void {
  for (const [index, { ErrorEquals }] of list.entries()) {
    if (!(ErrorEquals?.length > 0)) refuse(state, `a ${of} needs at least one name in ErrorEquals`);
    if (!ErrorEquals.includes('States.ALL')) continue;
    if (ErrorEquals.length > 1) refuse(state, `States.ALL must stand alone in the ErrorEquals of a ${of}`);
    if (index < list.length - 1) refuse(state, `States.ALL must be in the last ${of}`);
  }
}
