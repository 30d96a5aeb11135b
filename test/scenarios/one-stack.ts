import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import environment from '../../examples/survey-platform/environment.ts';
import { SurveyPlatform } from '../../examples/survey-platform/stack.ts';
import type { ControlPlane } from '../../lib/index.ts';
import { removeAtEnd } from '../../sandbox/processes/guard.ts';
import { BARE } from '../lib/app.ts';
import { installed } from '../scripts/installed.ts';

/** What the packed package gives. */
export type Package = typeof import('../../lib/index.ts');

/**
 * The example application with its control plane in the same stack, as a team writes it in its own app: constructs are
 * given, no name and no ARN.
 */
export class PlatformWithControlPlane extends SurveyPlatform {
  readonly controlPlane: ControlPlane;

  constructor(app: App, { ControlPlane }: Package) {
    const {
      account,
      region,
      name,
      database,
      checks,
      services,
      repositories,
      alarms,
      listeners,
      migration,
      cluster,
      ...rest
    } = environment;
    super(app, 'SurveyPlatform', {
      env: { account, region },
      databaseTls: 'disable',
      images: { from: 'repositories', version: '1.0.0' },
      address: { kind: 'plain-http' },
      alarmTopicArn: `arn:aws:sns:${region}:${account}:knowngood-sandbox-devops`,
    });
    const { parts } = this;
    const { vpc, repository } = parts;
    this.controlPlane = new ControlPlane(this, 'ControlPlane', {
      ...rest,
      name,
      repositories: [parts.collector],
      // A check that is a task names its roles.
      checks: checks.filter((check) => !('task' in check)),
      services: [
        { service: parts.web, container: 'app', repository, kind: 'web' },
        { service: parts.worker, repository, kind: 'worker' },
      ],
      migration: { service: parts.web, command: migration.command },
      listeners: [{ name: 'http', listener: parts.listener, url: parts.url }],
      alarms: [
        { alarm: parts.alarms.errorRate, criterion: 'end-user-impact', action: 'rollback' },
        { alarm: parts.alarms.noAnswer, criterion: 'availability', action: 'rollback' },
        { alarm: parts.alarms.unhealthy, criterion: 'availability', action: 'notify' },
      ],
      database: {
        ...database,
        instance: parts.instance,
        pointer: { parameter: parts.pointer, format: 'host:port' },
        connect: {
          vpc,
          securityGroups: [parts.clients],
          secret: parts.master,
          readSecret: parts.reader,
          applicationSecret: parts.application,
          database: 'survey',
          tls: 'disable',
        },
        storageKey: parts.key,
        roles: parts.roles,
        subnetGroup: parts.subnetGroup,
        parameterGroup: parts.parameterGroup,
      },
    });
    const person = (id: string) => new Role(this, id, { assumedBy: new AccountPrincipal(account) });
    this.controlPlane.grantRelease(person('Releaser'));
    const onCall = person('OnCall');
    this.controlPlane.grantRead(onCall);
    this.controlPlane.grantRollback(onCall);
    this.controlPlane.grantDecide(onCall);
    this.controlPlane
      .metricFailed('rollback')
      .createAlarm(this, 'RollbackFailed', { threshold: 1, evaluationPeriods: 1 });
  }
}

/** Folder of its assembly. */
export async function oneStack(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'knowngood-one-stack-'));
  removeAtEnd(folder);
  const outdir = join(folder, 'cdk.out');
  const app = new App({ ...BARE, outdir });
  new PlatformWithControlPlane(app, (await import(await installed(folder))) as Package);
  app.synth();
  return outdir;
}
