import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import sandbox from '../../examples/survey-platform/environment.ts';
import { ControlPlaneStack } from '../../lib/control-plane-stack.ts';
import { testApp } from './app.ts';

/** Of a stack (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html). */
const MOST = 500;

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const counted = ({ Resources }: { readonly Resources: object }): number => Object.keys(Resources).length;

it('docs/construct.md says how many resources a control plane takes, and how many are left for the application', () => {
  const { database } = sandbox;
  const endpoints = { vpc: 'vpc-0a1b2c3d', cidrs: ['10.0.0.0/16'], routeTables: ['rtb-0a1b2c3d'] };
  const image = '111122223333.dkr.ecr.sa-east-1.amazonaws.com/lost-writes:0.1.0';
  const app = testApp({ context: { 'aws:cdk:bundling-stacks': [] } });
  new ControlPlaneStack(app, {
    configuration: {
      ...sandbox,
      database: {
        ...{ ...database, standby: 'until-good', connect: { ...database.connect, endpoints } },
        lostWritesTask: { image, bucket: 'survey-lost-writes' },
      },
    },
    file: 'test/lib/resource-count.test.ts',
  });
  // In the template, not in the tree: policies are written into their roles at synthesis.
  const all = counted(app.synth().getStackByName(`KnownGood-${sandbox.name}`).template as { Resources: object });
  const deployed = counted(JSON.parse(read('cdk.out/KnownGood-sandbox.template.json')));
  const example = counted(JSON.parse(read('cdk.out/SurveyPlatform.template.json')));
  const page = read('docs/construct.md');
  const row = (what: string, count: number): string => `| ${what} | ${count} | ${MOST - count} |`;
  expect(page).toContain(row('with `database.retention` and `database.backupDrill`', deployed));
  const ways = '`database.standby`, `database.lostWritesTask` and all of `connect.endpoints`';
  expect(page).toContain(row(`with ${ways} too`, all));
  expect(page).toContain(`The example application takes ${example},`);
}, 180_000);
