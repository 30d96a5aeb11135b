import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startCloud } from '../cloud.ts';
import { PostgresUnavailable } from '../postgres/unavailable.ts';
import { createProgress } from '../progress/progress.ts';
import { surveyImages } from './images.ts';
import { Person } from './person.ts';

/** Keeps the environment of `npm start` up, for a person, the AWS CLI or any SDK, until Ctrl-C. */
const port = Number(process.env['KNOWNGOOD_PORT'] ?? 4566);
const assembly = join(fileURLToPath(new URL('../../', import.meta.url)), 'cdk.out');

try {
  console.log('Deploying the control plane and the survey platform on this machine …');
  const cloud = await startCloud({
    assembly,
    port,
    factor: 30,
    images: surveyImages,
    stacks: ['SurveyPlatform', 'KnownGood-sandbox'],
  });
  process.once('SIGINT', () => void cloud.close().then(() => process.exit(0)));
  const person = new Person(cloud);
  await person.prepareDatabase();
  await person.servicesSteady();
  const aws = `AWS_ENDPOINT_URL=${cloud.endpointUrl} AWS_ACCESS_KEY_ID=sandbox AWS_SECRET_ACCESS_KEY=sandbox AWS_REGION=${cloud.kernel.region} aws`;
  const start = (kind: 'release' | 'rollback', input: object): string =>
    `  ${aws} stepfunctions start-execution --state-machine-arn ${person.machine(kind)} --input '${JSON.stringify(input)}'`;
  console.log(
    [
      '',
      `AWS endpoint   ${cloud.endpointUrl}`,
      `application    ${cloud.deployment.outputs('SurveyPlatform')['PublicUrl']}`,
      `messages       ${cloud.sns.folder}`,
      '',
      'Release:',
      start('release', { version: '1.1.0', reason: 'Sprint 17', migration: 'compatible' }),
      'Break it:',
      start('release', { version: '2.0.0', reason: 'Sprint 18', migration: 'breaking' }),
      'Roll back by hand:',
      start('rollback', { reason: 'Dashboards answer 500', criterion: 'monitoring-feedback' }),
      '',
      'Ctrl-C ends everything.',
      '',
    ].join('\n'),
  );
  const progress = createProgress(
    process.stdout,
    cloud.clock,
    (execution) => execution.options.machineArn.split('-').pop() ?? '',
  );
  cloud.states.subscribe((execution, event) => progress.event(execution, event));
} catch (error) {
  if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    console.error(`Port ${port} is in use. Choose another: KNOWNGOOD_PORT=4600 npm run sandbox`);
  } else if (error instanceof PostgresUnavailable) console.error(error.message);
  else throw error;
  process.exitCode = 1;
}
