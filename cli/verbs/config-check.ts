import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { problemOf } from '../configuration-file.ts';
import { EXIT, type ExitCode, Stop } from '../exit.ts';
import type { Run } from './verb.ts';

/** What the synthesis checks first, without the synthesis: no AWS is asked. */
export const run: Run = async (session, { args }) => {
  const [given = []] = args as [readonly string[] | undefined];
  const files = given.length > 0 ? given : globSync('config/*.ts').sort();
  if (files.length === 0) throw new Stop(EXIT.notFound, session.words.errors.noConfigurations(resolve('config')));
  const answers: { readonly file: string; readonly problem: string | null }[] = [];
  for (const file of files) answers.push({ file, problem: await problemOf(file, session.words.errors) });
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
