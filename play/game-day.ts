import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createProgress } from '../console/progress/progress.ts';
import { startCloud } from '../sandbox/cloud.ts';
import { PostgresUnavailable } from '../sandbox/postgres/unavailable.ts';
import { endOnSignals } from './ending.ts';
import { atTheTerminal, givenBefore, WrongAnswer } from './game/ask.ts';
import { gamePage } from './game/page.ts';
import { FIRST, playGame } from './game/play-game.ts';
import { inMinutes, score } from './game/score.ts';
import { surveyImages } from './images.ts';
import { keptPath } from './kept.ts';
import { labelOf } from './label.ts';
import { Person } from './person.ts';
import { Traffic } from './traffic.ts';

/** Virtual seconds per real second: a person needs time to think, answers given before do not. */
const FACTOR = { person: 10, answers: 60 };
const assembly = fileURLToPath(new URL('../cdk.out', import.meta.url));

try {
  await gameDay();
} catch (error) {
  if (!(error instanceof PostgresUnavailable || error instanceof WrongAnswer)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** One game: two failures, two decisions, a score, a page. */
async function gameDay(): Promise<void> {
  const { values } = parseArgs({ options: { answers: { type: 'string' }, page: { type: 'string' } } });
  const decide = values.answers === undefined ? atTheTerminal : givenBefore(values.answers.split(','));
  if (values.answers === undefined && process.stdin.isTTY !== true)
    throw new WrongAnswer('There is no terminal to ask on; expected --answers, for example --answers wait,restore.');
  const [first] = values.answers?.split(',') ?? [];
  // Before anything is deployed: the others depend on what happens.
  if (first !== undefined && !(first in FIRST))
    throw new WrongAnswer(`--answers begins with "${first}"; expected ${Object.keys(FIRST).join(' or ')} first.`);
  const factor = values.answers === undefined ? FACTOR.person : FACTOR.answers;
  console.log('Deploying the control plane and the survey platform on this machine …');
  const stacks = ['SurveyPlatform', 'KnownGood-sandbox'];
  const cloud = await startCloud({ assembly, factor, images: surveyImages, stacks });
  const progress = createProgress(process.stdout, cloud.clock, labelOf);
  endOnSignals(async () => {
    progress.close();
    await cloud.close();
  }, 130);
  try {
    const person = new Person(cloud);
    await person.prepareDatabase();
    await person.servicesSteady();
    const traffic = new Traffic(cloud.deployment.outputs('SurveyPlatform')['PublicUrl'] ?? '', {
      users: 6,
      thinkMs: 60,
    });
    await traffic.begin();
    cloud.states.subscribe((execution, event) => progress.event(execution, event));
    const { told, ...game } = await playGame({ cloud, person, traffic, decide, say: (text) => progress.say(text) });
    progress.close();
    const result = score(game);
    const page = values.page ?? keptPath('game-day.html');
    mkdirSync(dirname(page), { recursive: true });
    writeFileSync(page, gamePage(game, result, told));
    console.log(`\nGame day: ${result.points} of 100`);
    for (const { what, found, points, of } of result.lines)
      console.log(`  ${`${points} of ${of}`.padEnd(9)} ${what}: ${found}`);
    for (const { question, chosen, took } of game.made)
      console.log(`  ${chosen} after ${inMinutes(took)}: ${question}`);
    console.log(`The page to read now: ${page}`);
  } finally {
    progress.close();
    await cloud.close();
  }
}
