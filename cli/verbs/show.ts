import { findRecord } from '../account/records.ts';
import { EXIT, Stop } from '../exit.ts';
import { recordLines } from '../screen/record.ts';
import type { Run } from './verb.ts';

export const run: Run = async (session, { args }) => {
  const [id] = args as [string];
  const environment = await session.environment();
  const found = await findRecord(environment, id);
  if (found === undefined) throw new Stop(EXIT.notFound, session.words.errors.noSuchRecord(id));
  if (session.json) session.printJson(found);
  else session.print(recordLines(found, session.columns));
  return EXIT.done;
};
