import { chosen, findEnvironments } from '../account/environments.ts';
import { serving, statusFacts } from '../account/status-facts.ts';
import { EXIT, Stop } from '../exit.ts';
import { statusLines } from '../screen/status.ts';
import type { Run } from './verb.ts';

/** Of the named environment, or of every one of the account and Region. */
export const run: Run = async (session) => {
  const { words, common } = session;
  const found = await findEnvironments();
  if (found.length === 0) throw new Stop(EXIT.notFound, words.errors.noEnvironments, words.errors.whereLooked);
  const asked = common.environment === undefined ? found : [chosen(found, common.environment, words)];
  const told: unknown[] = [];
  for (const [at, environment] of asked.entries()) {
    const facts = await statusFacts(environment, words.language);
    if (session.json) told.push({ ...facts, serving: serving(facts) });
    else
      session.print([
        ...(at === 0 ? [] : [{ text: '', tone: 'plain' } as const]),
        ...statusLines(facts, words, session.columns),
      ]);
  }
  if (session.json) session.printJson(common.environment === undefined ? told : told[0]);
  return EXIT.done;
};
