import { startOnce } from '../../aws/start-once.ts';
import { VARIABLES } from '../../model/variables.ts';
import { required } from '../../step/required.ts';
import { step } from '../../step/step.ts';
import type { Input, Output } from './contract.ts';

/** Starts to make the standby, named after the release: a second start finds the same execution. */
export const handler = step<Input, Output>(async ({ order }) => {
  const name = `standby-${order.release}`;
  await startOnce(required(VARIABLES.standbyMachine), name, order);
  return { started: name };
});
