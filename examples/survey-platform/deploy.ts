import { App } from 'aws-cdk-lib';
import { checked } from '../../bin/environments.ts';
import { SURVEY_PLATFORM } from './acknowledged.ts';
import { givenBy } from './given.ts';
import { NAME, surveyStacks } from './stacks.ts';

/** `npx cdk deploy --app 'node examples/survey-platform/deploy.ts' …`: the survey platform, and its control plane, in an account. */
const app = new App({ analyticsReporting: false });
checked(app, SURVEY_PLATFORM);

try {
  const given = givenBy((key) => app.node.tryGetContext(key) as string | undefined, process.env);
  surveyStacks(app, { ...given, databaseTls: 'require' });
  app.synth();
  if (given.audiences.devops.length === 0)
    console.error(
      `SurveyPlatform alone: for KnownGood-${NAME} as well, say who is told: -c devops=<e-mail> -c teams=<e-mail>,<e-mail>.`,
    );
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
