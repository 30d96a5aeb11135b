import { step } from '../../step/step.ts';
import type { Input, Output } from './contract.ts';
import { plan } from './plan.ts';

/** Says what a rollback would do, from what was decided and looked at. Touches nothing. */
export const handler = step<Input, Output>(async (input) => plan(input));
