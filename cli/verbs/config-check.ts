import { existsSync, globSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { check } from '../../lib/configuration/check.ts';
import type { EnvironmentConfiguration } from '../../lib/configuration/schema.ts';
import { EXIT, type ExitCode, Stop } from '../exit.ts';
import type { Session } from '../session.ts';
import type { Run } from './verb.ts';

/** What the synthesis checks first, without the synthesis: no AWS is asked. */
export const run: Run = async (session, { args }) => {
  const [given = []] = args as [readonly string[] | undefined];
  const files = given.length > 0 ? given : globSync('config/*.ts').sort();
  if (files.length === 0) throw new Stop(EXIT.notFound, session.words.errors.noConfigurations(resolve('config')));
  const answers: { readonly file: string; readonly problem: string | null }[] = [];
  for (const file of files) answers.push({ file, problem: await problemOf(session, file) });
  if (session.json) session.printJson(answers);
  else
    session.print(
      answers.map(({ file, problem }) =>
        problem === null ? { text: session.words.screens.valid(file), tone: 'good' } : { text: problem, tone: 'bad' },
      ),
    );
  const code: ExitCode = answers.every(({ problem }) => problem === null) ? EXIT.done : EXIT.refused;
  return code;
};

async function problemOf({ words: { errors } }: Session, file: string): Promise<string | null> {
  if (!existsSync(file)) throw new Stop(EXIT.notFound, errors.noFile(file, 'ENOENT'));
  let loaded: { readonly default?: EnvironmentConfiguration };
  try {
    loaded = (await import(pathToFileURL(resolve(file)).href)) as typeof loaded;
  } catch (error) {
    return errors.noFile(file, (error as Error).message);
  }
  if (typeof loaded.default !== 'object') return errors.noConfiguration(file);
  try {
    check(loaded.default, file);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
