import { subscribers } from '../account/subscribers.ts';
import { EXIT } from '../exit.ts';
import { subscriberLines } from '../screen/subscribers.ts';
import type { Run } from './verb.ts';

export const run: Run = async (session) => {
  const found = await subscribers(await session.environment());
  if (session.json) session.printJson(found.found);
  else session.print(subscriberLines(found, session.words));
  return EXIT.done;
};
