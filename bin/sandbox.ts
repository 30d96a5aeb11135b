import { App } from 'aws-cdk-lib';
import { SURVEY_PLATFORM } from '../examples/survey-platform/acknowledged.ts';
import environment from '../examples/survey-platform/environment.ts';
import { SurveyPlatform } from '../examples/survey-platform/stack.ts';
import { ControlPlaneStack } from '../lib/control-plane-stack.ts';
import { addEnvironments, checked } from './environments.ts';

/** What the sandbox deploys and the tests read: the example application with its control plane, beside every environment. */
const app = new App({ analyticsReporting: false });
checked(app, SURVEY_PLATFORM);

try {
  await addEnvironments(app);
  new ControlPlaneStack(app, { configuration: environment, file: 'examples/survey-platform/environment.ts' });
  new SurveyPlatform(app, 'SurveyPlatform', {
    env: { account: environment.account, region: environment.region },
    databaseTls: 'disable',
    images: { from: 'repositories', version: '1.0.0' },
    address: { kind: 'plain-http' },
    alarmTopicArn: `arn:aws:sns:${environment.region}:${environment.account}:knowngood-sandbox-devops`,
  });
  app.synth();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
