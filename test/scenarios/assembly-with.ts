import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import sandbox from '../../examples/survey-platform/environment.ts';
import { SurveyPlatform } from '../../examples/survey-platform/stack.ts';
import type { EnvironmentConfiguration } from '../../lib/configuration/schema.ts';
import { ControlPlaneStack } from '../../lib/control-plane-stack.ts';
import { removeAtEnd } from '../../sandbox/processes/guard.ts';
import { BARE } from '../lib/app.ts';

/** Folder of the sandbox's assembly, synthesized with another configuration. */
export function assemblyWith(change: Partial<EnvironmentConfiguration>): string {
  const outdir = mkdtempSync(join(tmpdir(), 'knowngood-synthesized-'));
  removeAtEnd(outdir);
  const app = new App({ ...BARE, outdir });
  const configuration = { ...sandbox, ...change };
  new ControlPlaneStack(app, { configuration, file: 'test/scenarios/assembly-with.ts' });
  new SurveyPlatform(app, 'SurveyPlatform', {
    env: { account: sandbox.account, region: sandbox.region },
    ...{ databaseTls: 'disable', address: { kind: 'plain-http' }, images: { from: 'repositories', version: '1.0.0' } },
    alarmTopicArn: `arn:aws:sns:${sandbox.region}:${sandbox.account}:knowngood-sandbox-devops`,
  });
  app.synth();
  return outdir;
}
