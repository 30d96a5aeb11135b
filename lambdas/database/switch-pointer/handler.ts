import { acting } from '../../ledger/acting.ts';
import { CHANGED_BY_OTHERS } from '../../model/errors.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { pointerValue, readPointer, writePointer } from '../pointer.ts';
import type { Input, Output } from './contract.ts';

/**
 * Points the application at another database. The new value is done, the old one is overwritten, any other is somebody
 * else's and fails.
 */
export const handler = step<Input, Output>(async (input) => {
  const { pointer, from } = input;
  const to = pointerValue(pointer, input.host, input.port);
  return await acting({ lock: input.lock, step: 'switch-pointer', now: input.now }, async () => {
    const found = await readPointer(pointer);
    if (found !== to && found !== from) {
      throw new StepError(
        CHANGED_BY_OTHERS,
        `The pointer holds "${found}"; expected "${from}" (as this rollback found it) or "${to}". Somebody else changed it, and it was not undone. Put it right, then redrive.`,
      );
    }
    if (found === from && from !== to) await writePointer(pointer, to);
    const after = await readPointer(pointer);
    if (after !== to)
      throw new StepError(
        CHANGED_BY_OTHERS,
        `The pointer was written as "${to}" and reads "${after}". No task was started. Look at who else writes it, then redrive.`,
      );
    return { pointer: to };
  });
});
