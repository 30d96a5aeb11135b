import { REQUEST_REFUSED } from '../../model/errors.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import type { Input, Output } from './contract.ts';
import { read } from './read.ts';

/** Reads a person's request. Touches nothing. */
export const handler = step<Input, Output>(async (input) => {
  const reading = read(input);
  if (!reading.ok) throw new StepError(REQUEST_REFUSED, reading.message);
  return reading.output;
});
