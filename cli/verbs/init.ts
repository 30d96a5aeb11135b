import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Text } from '../../console/progress/text.ts';
import { type Question, questionsOf } from '../../lib/configuration/questions.ts';
import { load, problemOf } from '../configuration-file.ts';
import { EXIT, Stop } from '../exit.ts';
import { ask } from '../init/ask.ts';
import type { Usable } from '../init/database-blocks.ts';
import { databaseOf } from '../init/database-of.ts';
import { draft } from '../init/draft.ts';
import { refusals } from '../init/supported.ts';
import type { Session } from '../session.ts';
import { initWords } from '../words/init.ts';
import { listOf, type Run, type Typed, textOf } from './verb.ts';

/** Writes the configuration of an environment from what AWS tells. It asks, and changes nothing there. */
export const run: Run = async (session, typed) => {
  const name = nameOf(session, typed);
  const { language } = session.words;
  const words = initWords(language);
  const file = textOf(typed, 'output') ?? `config/${name}.ts`;
  if (existsSync(file)) throw new Stop(EXIT.wrongInput, words.exists(file));
  const facts = await ask({ cluster: textOf(typed, 'cluster'), services: listOf(typed, 'service') }, words);
  const database = databaseOf(facts, textOf(typed, 'database'), words);
  const refused = refusals(facts, database, words, language);
  if (refused.length > 0) throw new Stop(EXIT.refused, words.unsupported(name), [...refused, words.otherServices]);
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const date = new Date().toISOString().slice(0, 10);
  // Whatever cannot be taken was refused above.
  const text = draft(facts, database as Usable, { name, language, timeZone, date }, words);
  mkdirSync(dirname(file), { recursive: true });
  // "wx": nobody's file is overwritten, whoever was quicker.
  writeFileSync(file, text, { flag: 'wx' });
  return await tell(session, file);
};

const NAME = /^[a-z][a-z0-9-]{0,19}$/;

/** As the schema takes it: nothing is asked of AWS for a name that would be refused. */
function nameOf(session: Session, { args }: Typed): string {
  const [name] = args as [string];
  if (NAME.test(name)) return name;
  throw new Stop(
    EXIT.wrongInput,
    session.words.errors.wrongValue('<name>', name, session.words.errors.environmentName),
  );
}

/** What was written is read back as the synthesis reads it: only questions may be left. */
async function tell(session: Session, file: string) {
  const words = initWords(session.words.language);
  const loaded = await load(file, session.words.errors);
  const questions: readonly Question[] = typeof loaded === 'string' ? [] : questionsOf(loaded);
  const problem = await problemOf(file, session.words.errors);
  const lines = problem?.split('\n').filter((line) => line.startsWith('  - ') || typeof loaded === 'string') ?? [];
  const others = lines.filter((line) => !questions.some(({ path }) => line.startsWith(`  - ${path}: `)));
  if (session.json) {
    session.printJson({ file, questions, problems: others.map((line) => line.replace(/^ {2}- /, '')) });
    return others.length > 0 ? EXIT.refused : EXIT.done;
  }
  const shown: Text[] = [{ text: words.wrote(file), tone: 'good' }];
  if (questions.length === 0) shown.push({ text: words.noQuestions, tone: 'good' });
  else
    shown.push(
      { text: words.questions(questions.length), tone: 'strong' },
      ...questions.map(({ path, text }): Text => ({ text: `  ${path}: ${text}`, tone: 'plain' })),
      { text: words.next(file), tone: 'quiet' },
    );
  if (others.length > 0)
    shown.push({ text: words.wrongToo, tone: 'warn' }, ...others.map((text): Text => ({ text, tone: 'warn' })));
  session.print(shown);
  return others.length > 0 ? EXIT.refused : EXIT.done;
}
