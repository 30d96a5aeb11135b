import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from '../../../cli/configuration-file.ts';
import { ask } from '../../../cli/init/ask.ts';
import type { Usable } from '../../../cli/init/database-blocks.ts';
import { databaseOf } from '../../../cli/init/database-of.ts';
import { draft } from '../../../cli/init/draft.ts';
import type { Facts } from '../../../cli/init/facts.ts';
import { refusals } from '../../../cli/init/supported.ts';
import { initWords } from '../../../cli/words/init.ts';
import { wordsIn } from '../../../cli/words/words.ts';
import type { Language } from '../../../lambdas/model/environment.ts';
import type { EnvironmentConfiguration } from '../../../lib/configuration/schema.ts';
import { removeAtEnd } from '../../../sandbox/processes/guard.ts';
import type { Architecture } from './account.ts';
import { play } from './play.ts';

export interface Written {
  readonly facts: Facts;
  readonly refused: readonly string[];
  readonly text: string;
  readonly configuration: EnvironmentConfiguration;
}

interface Wanted {
  readonly services?: readonly string[];
  readonly database?: string;
  readonly language?: Language;
}

const folder = mkdtempSync(join(tmpdir(), 'knowngood-init-'));
removeAtEnd(folder);
let files = 0;

/** What `init` finds and writes of the account, read back as the synthesis reads it. */
export async function writtenFor(account: Architecture, wanted: Wanted = {}): Promise<Written> {
  play(account);
  const { language = 'en', services = [], database: named } = wanted;
  const words = initWords(language);
  const facts = await ask({ services }, words);
  const database = databaseOf(facts, named, words);
  const refused = refusals(facts, database, words, language);
  if (refused.length > 0) return { facts, refused, text: '', configuration: {} as EnvironmentConfiguration };
  const asked = { name: 'production', language, timeZone: 'America/Sao_Paulo', date: '2026-11-24' };
  const text = draft(facts, database as Usable, asked, words);
  files += 1;
  const file = join(folder, `written-${files}.ts`);
  writeFileSync(file, text);
  const configuration = await load(file, wordsIn(language).errors);
  if (typeof configuration === 'string') throw new Error(`${configuration}\n${text}`);
  return { facts, refused, text, configuration };
}

/** What a person answers, by the key that asks; a question with no answer here stays one. */
const ANSWERS: Readonly<Record<string, unknown>> = {
  command: 'migrate',
  url: 'https://app.example.com',
  paths: '/*',
  page: 10,
  parameter: '/app/database/host',
  secret: 'arn:aws:secretsmanager:sa-east-1:444455556666:secret:owner-AbCdEf',
  readSecret: 'arn:aws:secretsmanager:sa-east-1:444455556666:secret:reader-AbCdEf',
  database: 'app',
  applicationRole: 'app',
  tables: 'orders',
  sql: 'SELECT count(*) FROM orders',
  name: 'app-5xx-rate',
  securityGroups: 'sg-0a1b2c3d',
  taskRole: 'task',
  devops: 'devops@example.com',
  teams: 'teams@example.com',
};

/** The configuration with every question answered. */
export function answered(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return value.startsWith('??? ') ? (ANSWERS[key] ?? value) : value;
  if (Array.isArray(value)) return value.map((one) => answered(one, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([inner, one]) => [inner, answered(one, inner)]));
}
