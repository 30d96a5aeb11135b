import { endingOf, onlyReports } from '../invariants/executions.ts';
import type { Run } from '../run/run.ts';
import { factsOf, type Mail } from '../world/mail.ts';
import { liveServer, runningServices } from '../world/running-services.ts';
import { englishIn } from './english.ts';

/** What a run has left behind, and who was told of it, in words that a person reviews. Without names and times. */
export interface EndOfRun {
  /** How each execution ended, in the order in which they began. */
  readonly executions: readonly string[];
  /** The ledger's status, and the outcome of each piece of work. */
  readonly ledger: string;
  /** `web 2 x 1.0.0`: tasks that each is to have, and what runs. */
  readonly services: readonly string[];
  readonly database: string;
  readonly migrations: number;
  /** By topic, in order; what came several times in a row is there once, with its number. */
  readonly told: Readonly<Record<string, readonly string[]>>;
  /** Lines of the control plane's mails in which English is left: the example's language is Portuguese. */
  readonly english: readonly string[];
  /** What AWS was asked for a post-mortem and has not told: lines of documents. */
  readonly untold: readonly string[];
}

export function endOf(run: Run): EndOfRun {
  const { world } = run;
  const records = [...world.ledger.records().values()].filter(({ record }) =>
    /^(release|rollback)#/.test(String(record)),
  );
  const topics = [...new Set(world.mail.mails.map(({ topic }) => topic))].sort();
  return {
    executions: world.states
      .executions()
      .filter((execution) => !onlyReports(execution))
      .map(endingOf),
    ledger: [
      world.ledger.status().status,
      ...records.map(({ record, outcome }) => `${String(record).split('#')[0]} ${outcome}`).sort(),
    ].join(', '),
    services: runningServices(world).map(({ name, desired, versions }) => `${name} ${desired} x ${versions.join('/')}`),
    database: databaseOf(run),
    migrations: world.facts.migrated.length,
    english: world.mail.mails
      .filter(({ alarm }) => alarm === undefined)
      .flatMap(({ subject, body }) => englishIn(`${subject}\n${body}`, ownWords(run))),
    untold: [...world.documents.objects.values()]
      .flat()
      .flatMap((text) => text.split('\n').filter((line) => /^(Mudanças|Tarefas) .*: não se sabe\.$/.test(line))),
    told: Object.fromEntries(
      topics.map((topic) => [
        topic.split('-').slice(2).join('-') || topic,
        inARow(world.mail.mails.filter((mail) => mail.topic === topic).map((mail) => kindOf(run, mail))),
      ]),
    ),
  };
}

/** What people have written into the inputs of executions. */
function ownWords({ world }: Run): string[] {
  const texts = (value: unknown): string[] =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'object' && value !== null
        ? Object.values(value).flatMap(texts)
        : [];
  return world.states
    .executions()
    .flatMap(({ options }) => texts(options.input))
    .filter((text) => text.includes(' '));
}

function databaseOf({ world }: Run): string {
  const live = liveServer(world);
  const closed = world.postgres.servers.filter((server) => server !== live && server.content.readOnly).length;
  const which = live?.parent === undefined ? 'the original' : 'a restored one';
  return `${which}, schema ${live?.content.schema}${closed === 0 ? '' : `; ${closed} in quarantine`}`;
}

function kindOf({ world }: Run, mail: Mail): string {
  if (mail.alarm !== undefined) return `alarm ${mail.alarm.name} ${mail.alarm.state}`;
  return factsOf(world, mail)?.kind ?? world.functions.invocations[mail.invocation ?? -1]?.step ?? 'unknown';
}

function inARow(kinds: readonly string[]): string[] {
  const rows: { kind: string; times: number }[] = [];
  for (const kind of kinds) {
    const last = rows.at(-1);
    if (last?.kind === kind) last.times++;
    else rows.push({ kind, times: 1 });
  }
  return rows.map(({ kind, times }) => (times === 1 ? kind : `${kind} (${times})`));
}
