import { step } from '../../step/step.ts';
import { publish } from '../publish.ts';
import type { Input, Output } from './contract.ts';

/** Puts a message into the environment's language and sends it to an audience. */
export const handler = step<Input, Output>(async (input) => await publish(input));
