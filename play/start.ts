import { fileURLToPath } from 'node:url';
import { createProgress, type Progress } from '../console/progress/progress.ts';
import { columnsOf, paint, wrap } from '../console/progress/text.ts';
import { type Cloud, startCloud } from '../sandbox/cloud.ts';
import { PostgresUnavailable } from '../sandbox/postgres/unavailable.ts';
import { badRelease, goodRelease, type Stage } from './acts.ts';
import { closing } from './closing.ts';
import { endOnSignals } from './ending.ts';
import { HelpVisitor } from './help-visitor.ts';
import { surveyImages } from './images.ts';
import { keepHistory, keptDocument, keptPath } from './kept.ts';
import { labelOf } from './label.ts';
import { Person, pause } from './person.ts';
import { phaseTimes } from './phases.ts';
import { Traffic } from './traffic.ts';
import { verify } from './verdict.ts';

/** Virtual seconds per real second. */
const FACTOR = 30;
const assembly = fileURLToPath(new URL('../cdk.out', import.meta.url));

try {
  process.exitCode = (await play()) ? 0 : 1;
} catch (error) {
  if (!(error instanceof PostgresUnavailable)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** A release, a bad release, and the rollback that its alarm starts. True when every claim holds. */
async function play(): Promise<boolean> {
  console.log('Deploying the control plane and the survey platform on this machine …');
  const cloud = await startCloud({
    assembly,
    factor: FACTOR,
    images: surveyImages,
    stacks: ['SurveyPlatform', 'KnownGood-sandbox'],
  });
  const progress = createProgress(process.stdout, cloud.clock, labelOf);
  endOnSignals(async () => {
    progress.close();
    await cloud.close();
  }, 130);
  try {
    const stage = await setStage(cloud, progress);
    const unsubscribe = cloud.states.subscribe((execution, event) => progress.event(execution, event));
    const good = await goodRelease(stage);
    progress.say('');
    const { played, ...rest } = await badRelease(stage);
    unsubscribe();
    progress.close();

    const { answers, seconds } = stage.traffic;
    const claims = await verify(cloud, { good, ...rest }, answers, seconds, stage.helpVisitor);
    keepHistory(cloud);
    const lines = closing(
      {
        phases: played === undefined ? [] : phaseTimes(played),
        seconds,
        mails: cloud.sns.mailbox(),
        written: [
          ['post-mortem', keptDocument(rest.rollback.output.postMortem)],
          ['every message', keptPath('mailbox')],
          ['every execution', keptPath('executions')],
        ],
        claims,
      },
      columnsOf(process.stdout),
    );
    for (const line of lines) console.log(paint(line, process.stdout));
    return claims.every(({ holds }) => holds);
  } finally {
    progress.close();
    await cloud.close();
  }
}

/** Version 1.0.0 serves, and people use it. */
async function setStage(cloud: Cloud, progress: Progress): Promise<Stage> {
  const person = new Person(cloud);
  await person.prepareDatabase();
  await person.servicesSteady();
  const url = cloud.deployment.outputs('SurveyPlatform')['PublicUrl'] ?? '';
  const traffic = new Traffic(url, { users: 6, thinkMs: 60 });
  await traffic.begin();
  const opening = `Version 1.0.0 serves at ${url}. One virtual minute lasts ${60 / FACTOR} s; times are virtual.`;
  progress.say('');
  for (const text of wrap(opening, columnsOf(process.stdout)))
    progress.say(paint({ text, tone: 'strong' }, process.stdout));
  progress.say('');
  await pause(2_000);
  return { cloud, person, traffic, helpVisitor: new HelpVisitor(cloud) };
}
