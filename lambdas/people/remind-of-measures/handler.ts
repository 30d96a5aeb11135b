import { readMeasuresTold, writeMeasuresTold } from '../../ledger/measures.ts';
import { MEASURES_ENDING, POST_MORTEMS } from '../../model/measures.ts';
import { VARIABLES } from '../../model/variables.ts';
import { inParallel } from '../../step/in-parallel.ts';
import { required } from '../../step/required.ts';
import { isTemporary, step } from '../../step/step.ts';
import { addressOf, listDocuments, readDocument } from '../documents.ts';
import { tellDevops } from '../publish.ts';
import type { Input, Output } from './contract.ts';
import { dayIn } from './days.ts';
import { due, type ReadFile } from './due.ts';
import { read } from './read.ts';

/**
 * Once a day: reads the corrective measures that people have filled in beside the post-mortems, and reminds DevOps of each before
 * its date, on it, and every week until it is done; of the evaluation until it is given. It tells before it notes that it has:
 * a look that was cut off tells twice rather than never.
 */
export const handler = step<Input, Output>(async ({ time }) => {
  const [keys, before] = await Promise.all([listDocuments(POST_MORTEMS), readMeasuresTold()]);
  const files = await inParallel(
    keys.filter((key) => key.endsWith(MEASURES_ENDING)),
    readFile,
  );
  const { now, unread, told } = due(dayIn(required(VARIABLES.timeZone), time), files, before);
  if (now.length + unread.length > 0) await tellDevops(time, { kind: 'measures', owed: now, unread });
  if (JSON.stringify(told) !== JSON.stringify(before)) await writeMeasuresTold(told);
  return { files: files.length, told: now.length + unread.length };
});

/** A file that cannot be had is told of: it may hold what is due. */
async function readFile(key: string): Promise<ReadFile> {
  const file = addressOf(key);
  try {
    return { file, reading: read(await readDocument(key)) };
  } catch (error) {
    if (isTemporary(error as Error)) throw error;
    const { name, message } = error as Error;
    return { file, reading: { kind: 'refused', problems: [`the file could not be read (${name}: ${message})`] } };
  }
}
