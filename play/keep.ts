import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Pages, servePages } from '../console/pages/server.ts';
import { createProgress } from '../console/progress/progress.ts';
import { columnsOf } from '../console/progress/text.ts';
import { startCloud } from '../sandbox/cloud.ts';
import { PostgresUnavailable } from '../sandbox/postgres/unavailable.ts';
import { cloudSources } from './cloud-sources.ts';
import { endOnSignals } from './ending.ts';
import { surveyImages } from './images.ts';
import { labelOf } from './label.ts';
import { Person } from './person.ts';
import { CannotStart, portOf } from './ports.ts';
import { Traffic } from './traffic.ts';
import { welcome } from './welcome.ts';

/** Virtual seconds per real second. */
const FACTOR = 30;
const assembly = join(fileURLToPath(new URL('../', import.meta.url)), 'cdk.out');

try {
  await keep();
} catch (error) {
  if (!(error instanceof CannotStart || error instanceof PostgresUnavailable)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

/** Keeps the environment of `npm start` up, for a person, the AWS CLI or any SDK, until Ctrl-C. */
async function keep(): Promise<void> {
  const port = await portOf({ variable: 'KNOWNGOOD_PORT', fallback: 4566, what: 'the AWS endpoint' });
  const pagesPort = await portOf({ variable: 'KNOWNGOOD_PAGES_PORT', fallback: 8080, what: 'the console' });
  console.log('Deploying the control plane and the survey platform on this machine …');
  const cloud = await startCloud({
    assembly,
    port,
    factor: FACTOR,
    images: surveyImages,
    stacks: ['SurveyPlatform', 'KnownGood-sandbox'],
  });
  const progress = createProgress(process.stdout, cloud.clock, labelOf);
  let traffic: Traffic | undefined;
  let pages: Pages | undefined;
  endOnSignals(async () => {
    progress.close();
    console.log('\nEnding …');
    pages?.close();
    await traffic?.end();
    await cloud.close();
  }, 0);

  const person = new Person(cloud);
  await person.prepareDatabase();
  await person.servicesSteady();
  const application = cloud.deployment.outputs('SurveyPlatform')['PublicUrl'] ?? '';
  if (process.env['KNOWNGOOD_TRAFFIC'] !== 'off') {
    // Enough for the alarm, which needs twenty requests in a virtual minute; few enough to stay up for a day.
    traffic = new Traffic(application, { users: 3, thinkMs: 150 });
    await traffic.begin();
  }
  const machines = { release: person.machine('release'), rollback: person.machine('rollback') };
  pages = await servePages(await cloudSources(cloud), pagesPort);
  console.log(
    welcome(
      {
        endpoint: cloud.endpointUrl,
        region: cloud.kernel.region,
        application,
        pages: pages.url,
        machines,
        users: traffic === undefined ? 0 : 3,
        secondsPerMinute: 60 / FACTOR,
      },
      columnsOf(process.stdout),
    ),
  );
  cloud.states.subscribe((execution, event) => progress.event(execution, event));
}
