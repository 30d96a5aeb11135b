import { step } from '../../step/step.ts';
import { startRollback } from '../rollback-start.ts';
import type { Input, Output } from './contract.ts';

/** A failing release starts its rollback, which takes the lock over from it: the environment is never without a holder. */
export const handler = step<Input, Output>(async (input) => ({ execution: await startRollback(input) }));
