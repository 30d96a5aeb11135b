import { readdirSync } from 'node:fs';
import { App, Validations } from 'aws-cdk-lib';
import { SURVEY_PLATFORM } from '../examples/survey-platform/acknowledged.ts';
import { SurveyPlatform } from '../examples/survey-platform/stack.ts';
import { CONTROL_PLANE } from '../lib/access/acknowledged.ts';
import { SolutionsChecks } from '../lib/access/solutions-checks.ts';
import type { EnvironmentConfiguration } from '../lib/configuration/schema.ts';
import { ControlPlane } from '../lib/control-plane.ts';

/** One control plane per file of `config/`. A wrong configuration stops the synthesis, which names every problem. */
const app = new App({ analyticsReporting: false });
Validations.of(app).addPlugins(new SolutionsChecks(app, [...CONTROL_PLANE, ...SURVEY_PLATFORM]));
const folder = new URL('../config/', import.meta.url);

try {
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .sort()) {
    const { default: configuration } = (await import(new URL(file, folder).href)) as {
      default: EnvironmentConfiguration;
    };
    new ControlPlane(app, { configuration, file: `config/${file}` });
  }
  // The example application, for the sandbox and for a first try in an account.
  new SurveyPlatform(app, 'SurveyPlatform', {
    env: { account: '111122223333', region: 'sa-east-1' },
    databaseTls: 'disable',
    initialVersion: '1.0.0',
    alarmTopicArn: 'arn:aws:sns:sa-east-1:111122223333:knowngood-sandbox-devops',
  });
  app.synth();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
