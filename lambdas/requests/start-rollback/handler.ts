import { step } from '../../step/step.ts';
import { startRollback } from '../rollback-start.ts';
import type { Input, Output } from './contract.ts';

/**
 * Starts the rollback of a failing release. The rollback takes over the lock from it, so the environment always has a
 * holder.
 */
export const handler = step<Input, Output>(async (input) => ({ execution: await startRollback(input) }));
