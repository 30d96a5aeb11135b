import type { App } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { ControlPlaneStack } from '../../lib/control-plane-stack.ts';
import { surveyConfiguration } from './configuration.ts';
import type { Given } from './given.ts';
import { SurveyPlatform } from './stack.ts';

/** Name of its environment. */
export const NAME = 'survey';

/** The survey platform, and, where somebody is told, its control plane. */
export function surveyStacks(
  app: App,
  { account, region, address, images, audiences, databaseTls }: Given & { readonly databaseTls: 'require' | 'disable' },
): void {
  const platform = new SurveyPlatform(app, 'SurveyPlatform', {
    env: { account, region },
    ...{ databaseTls, address, images },
  });
  if (audiences.devops.length === 0) return;
  const suffix = RegionInfo.get(region).domainSuffix ?? 'amazonaws.com';
  const { first, collector } = platform.parts;
  const beside = [...new Set([first.repositoryName, collector.repositoryName])];
  const configuration = surveyConfiguration({
    ...{ name: NAME, account, region, databaseTls, audiences },
    // A rollback of the first release returns to the images that the services started with.
    repositories: beside.map((name) => `${account}.dkr.ecr.${region}.${suffix}/${name}`),
    watch: { releaseMinutes: 30, rollbackMinutes: 60 },
  });
  new ControlPlaneStack(app, { configuration, file: 'examples/survey-platform/configuration.ts' });
}
