import type { Cloud } from '../../sandbox/cloud.ts';
import type { Execution } from '../../sandbox/services/states/execution.ts';
import { type Person, pause } from '../person.ts';
import type { Traffic } from '../traffic.ts';
import { comments } from '../verdict.ts';
import type { Decider } from './ask.ts';
import { choicesIn } from './choices.ts';
import { commentsAnywhere, liveInstance } from './databases.ts';
import type { Told } from './page.ts';
import type { Game, Made } from './score.ts';

export interface Table {
  readonly cloud: Cloud;
  readonly person: Person;
  readonly traffic: Traffic;
  readonly decide: Decider;
  readonly say: (text: string) => void;
}

/** What may be decided while no alarm has fired. */
export const FIRST: Readonly<Record<string, string>> = {
  wait: 'wait for the alarm, which starts a rollback',
  rollback: 'ask for a rollback yourself, now',
};

/** The state in which a release is open to users and watched. */
export const WATCHES = 'Begin the watch';
/** The state by which a rollback waits for a person. */
const FROZEN = 'Frozen';
const LOOK_MS = 100;
/** Virtual ms. */
const SAME_MESSAGE_MS = 30_000;
/** A restart breaks connections for a moment; what it breaks is not the release's. Real ms. */
const SETTLES_MS = 500;
/** How long users are watched after the last decision. Real ms. */
const AFTERWARDS_MS = 4_000;

/**
 * Two failures by script: a release whose migration loses answers, and a restart of the database server, after which nobody can count
 * what a restore would lose. The first asks a person whether to wait for the alarm; the second leaves the way back to them.
 */
export async function playGame(table: Table): Promise<Game & { readonly told: readonly Told[] }> {
  const { cloud, person, traffic, say } = table;
  const began = cloud.clock.now();
  const made: Made[] = [];
  const live = await liveInstance(cloud);
  say('Release 2.0.0 begins. You are on call.');
  const release = await person.start('release', {
    ...{ version: '2.0.0', reason: 'Sprint 18: respostas consolidadas', migration: 'breaking', requestedBy: 'Bruno' },
  });
  await until(() => entered(executionOf(cloud, release), WATCHES) || ended(executionOf(cloud, release)));
  await restart(cloud, live);
  await pause(SETTLES_MS);
  const from = traffic.now + 1;
  await until(() => traffic.seconds.slice(from).some(({ errors }) => errors > 0) || ended(executionOf(cloud, release)));
  const first = await decided(table, made, null, {
    question: 'Users get errors from release 2.0.0, and no alarm has fired yet. What do you do?',
    choices: FIRST,
  });
  if (first === 'rollback')
    await person.start('rollback', { reason: 'Os painéis respondem 500', criterion: 'monitoring-feedback' });
  await until(() => frozen(cloud) || rolledBack(cloud));
  if (frozen(cloud)) await waysOut(table, made);
  await pause(AFTERWARDS_MS);
  await traffic.end();
  const acknowledged = traffic.answers.filter((answer) => answer.acknowledged);
  const serving = await comments(cloud, await liveInstance(cloud));
  const elsewhere = await commentsAnywhere(cloud);
  const lost = acknowledged.filter(({ comment }) => !serving.has(comment));
  return {
    ...{
      seconds: traffic.seconds,
      from,
      secondMs: cloud.clock.factor * 1_000,
      made,
      acknowledged: acknowledged.length,
    },
    ...{ lost: lost.length, nowhere: lost.filter(({ comment }) => !elsewhere.has(comment)).length },
    told: toldSince(began, cloud.sns.mailbox()),
  };
}

/** The decisions that the message shows: each is started by the JSON in it. */
async function waysOut(table: Table, made: Made[]): Promise<void> {
  const { cloud, person } = table;
  const shown = choicesIn(cloud.sns.mailbox().findLast(({ subject }) => /preciso decidir/.test(subject))?.body ?? '');
  const recommended = shown.find((one) => one.recommended)?.choice ?? null;
  const chosen = await decided(table, made, recommended, {
    question:
      'The rollback waits for you: what a restore would lose is unknown, since the database has restarted. What do you decide?',
    choices: Object.fromEntries(shown.map(({ choice }) => [choice, `start the decision workflow with ${choice}`])),
  });
  const input = shown.find(({ choice }) => choice === chosen)?.input;
  await person.ended(await person.start('decision', { ...input, reason: `Decidido no game day: ${chosen}` }));
}

/** A message to several addresses once: they get it within a moment of each other. */
function toldSince(began: number, mails: ReturnType<Cloud['sns']['mailbox']>): Told[] {
  const told: Told[] = [];
  for (const { subject, at } of mails) {
    const same = told.findIndex((one) => one.subject === subject && at - began - one.at < SAME_MESSAGE_MS);
    const found = told[same];
    if (found === undefined) told.push({ subject, at: at - began, to: 1 });
    else told[same] = { ...found, to: found.to + 1 };
  }
  return told;
}

async function decided(
  { cloud, decide, say }: Table,
  made: Made[],
  recommended: string | null,
  asked: Parameters<Decider>[0],
): Promise<string> {
  const at = cloud.clock.now();
  const chosen = await decide(asked);
  say(`You decide: ${chosen}`);
  made.push({ question: asked.question, chosen, recommended, took: cloud.clock.now() - at });
  return chosen;
}

const executionOf = (cloud: Cloud, arn: string): Execution | undefined =>
  cloud.states.executions().find(({ options }) => options.arn === arn);
const entered = (execution: Execution | undefined, state: string): boolean =>
  execution?.history.events.some((event) => event.stateEnteredEventDetails?.name === state) === true;
const ended = (execution: Execution | undefined): boolean => execution !== undefined && execution.status !== 'RUNNING';
const rollbacks = (cloud: Cloud): Execution[] =>
  cloud.states.executions().filter(({ options }) => options.machineArn.endsWith('-rollback'));
const frozen = (cloud: Cloud): boolean => rollbacks(cloud).some(({ error }) => error?.name === FROZEN);
/** One that has acted is over, with what it was started for. */
const rolledBack = (cloud: Cloud): boolean =>
  rollbacks(cloud).some((one) => one.status === 'SUCCEEDED' && entered(one, 'Close the rollback'));

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(LOOK_MS);
}

/** The counters of its statistics begin anew: those at the restore point can no longer be compared. */
async function restart(cloud: Cloud, instance: string): Promise<void> {
  const server = cloud.rds.serverOf(instance);
  await server?.stop();
  await server?.start();
}
