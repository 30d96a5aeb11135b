import { App } from 'aws-cdk-lib';
import { addEnvironments, checked } from './environments.ts';

/** What `cdk deploy` sees: the environments of `config/`, and nothing else. */
const app = new App({ analyticsReporting: false });
checked(app);

try {
  await addEnvironments(app);
  app.synth();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
