import type { Language } from '../../model/environment.ts';
import type { WriteCounts } from '../../model/writes.ts';
import type { Timed } from './proving.ts';

/** Cold storage answers many times slower: a sentinel that takes this long on a warm one may keep users waiting. */
const SLOW_MS = 3_000;

export interface Found {
  readonly counts: WriteCounts;
  readonly foreign: readonly string[];
  /** Database of pg_cron's jobs; null: it is not loaded. */
  readonly jobs: string | null;
  readonly sentinels: readonly Timed[];
}

/** What a rollback could not count or prove as the database stands: it is told while it can still be mended. */
export function warnings({ counts, foreign, jobs, sentinels }: Found, language: Language): string[] {
  const say = language === 'pt-BR' ? portuguese : english;
  return [
    ...(counts.known ? uncounted(counts, say) : [say.nothing(counts.why)]),
    ...(foreign.length > 0 ? [say.foreign(foreign.join(', '))] : []),
    ...(jobs === null ? [] : [say.jobs(jobs)]),
    ...sentinels.flatMap(({ name, tookMs, problems }) => [
      ...(tookMs === null ? [say.cut(name)] : tookMs > SLOW_MS ? [say.slow(name, Math.round(tookMs / 1_000))] : []),
      ...problems.map(say.unfit),
    ]),
  ];
}

function uncounted(counts: Extract<WriteCounts, { known: true }>, say: Words): string[] {
  return [
    ...Object.entries(counts.uncountable).map(([name, why]) => say.uncountable(name, why)),
    ...Object.entries(counts.databases).flatMap(([database, found]) =>
      'why' in found
        ? [say.uncountable(database, found.why)]
        : Object.entries(found.uncountable).map(([name, why]) => say.uncountable(`${name} (${database})`, why)),
    ),
    ...(counts.except.length > 0 ? [say.except(counts.except.join(', '))] : []),
  ];
}

interface Words {
  nothing(why: string): string;
  uncountable(name: string, why: string): string;
  except(names: string): string;
  foreign(names: string): string;
  jobs(database: string): string;
  slow(sentinel: string, seconds: number): string;
  cut(sentinel: string): string;
  unfit(problem: string): string;
}

const english: Words = {
  nothing: (why) => `Lost writes cannot be counted (${why}): a rollback with the database would stop for a decision.`,
  uncountable: (name, why) =>
    `Writes to ${name} cannot be counted (${why}): a rollback with the database would stop for a decision. Leave it out by database.uncounted if its rows may be lost.`,
  except: (names) => `The configuration leaves these out of the count of lost writes: ${names}.`,
  foreign: (names) => `Rows of foreign tables are elsewhere, and a rollback does not take them back: ${names}.`,
  jobs: (database) =>
    `pg_cron is loaded (its jobs are in the database "${database}"): they run inside the instance. No page and no fence pauses them, and a restored instance runs them beside the replaced one. Before a release that may have to go back, unschedule what writes.`,
  slow: (sentinel, seconds) =>
    `The sentinel "${sentinel}" takes ${seconds} s today; a restored database answers more slowly at first, and users wait for it.`,
  cut: (sentinel) =>
    `The sentinel "${sentinel}" did not answer within 12 s: a restored database could not be proven by it.`,
  unfit: (problem) => `As the database is now, a restored one would not be proven: ${problem}.`,
};

const portuguese: Words = {
  nothing: (why) =>
    `Não é possível contar gravações perdidas (${why}): um rollback com o banco de dados pararia à espera de uma decisão.`,
  uncountable: (name, why) =>
    `Não é possível contar as gravações em ${name} (${why}): um rollback com o banco de dados pararia à espera de uma decisão. Se as linhas podem ser perdidas, deixe-a de fora com database.uncounted.`,
  except: (names) => `A configuração deixa de fora da contagem de gravações perdidas: ${names}.`,
  foreign: (names) =>
    `As linhas de tabelas externas (foreign tables) ficam em outro lugar, e um rollback não as desfaz: ${names}.`,
  jobs: (database) =>
    `O pg_cron está carregado (os jobs ficam no banco "${database}"): eles rodam dentro da instância. Nem a página nem o isolamento os pausam, e uma instância restaurada os roda ao lado da substituída. Antes de uma liberação que talvez precise voltar, desagende o que grava.`,
  slow: (sentinel, seconds) =>
    `A verificação "${sentinel}" leva ${seconds} s hoje; um banco restaurado responde mais devagar no início, e os usuários esperam por ela.`,
  cut: (sentinel) =>
    `A verificação "${sentinel}" não respondeu em 12 s: um banco restaurado não poderia ser comprovado por ela.`,
  unfit: (problem) => `Do jeito que o banco está agora, um banco restaurado não seria comprovado: ${problem}.`,
};
