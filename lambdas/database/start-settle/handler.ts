import { startOnce } from '../../aws/start-once.ts';
import { VARIABLES } from '../../model/variables.ts';
import { required } from '../../step/required.ts';
import { step } from '../../step/step.ts';
import type { Input, Output } from './contract.ts';

/** Starts Settle, named after the rollback: a second start finds the same execution. */
export const handler = step<Input, Output>(async ({ settling }) => {
  const name = `settle-${settling.rollback}`;
  await startOnce(required(VARIABLES.settleMachine), name, settling);
  return { started: name };
});
