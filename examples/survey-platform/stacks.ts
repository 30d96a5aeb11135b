import type { App } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { ControlPlaneStack } from '../../lib/control-plane-stack.ts';
import { surveyConfiguration } from './configuration.ts';
import type { Given } from './given.ts';
import type { SurveyParts } from './parts.ts';
import { SurveyPlatform } from './stack.ts';

/** Name of its environment. */
export const NAME = 'survey';

/** What is given, and how the database is spoken with: the sandbox's has no certificate. */
export interface Wanted extends Given {
  readonly databaseTls: 'require' | 'disable';
}

/** The survey platform, and, where somebody is told, its control plane. */
export function surveyStacks(app: App, wanted: Wanted): SurveyPlatform {
  const { account, region, address, images, audiences, databaseTls } = wanted;
  const platform = new SurveyPlatform(app, 'SurveyPlatform', {
    env: { account, region },
    ...{ databaseTls, address, images },
  });
  if (audiences.devops.length > 0)
    new ControlPlaneStack(app, {
      configuration: configurationOf(platform.parts, wanted),
      file: 'examples/survey-platform/configuration.ts',
    });
  return platform;
}

/** A rollback of the first release returns to the images that the services started with: their repositories are among its own. */
export function configurationOf(
  { first, collector }: Pick<SurveyParts, 'first' | 'collector'>,
  { account, region, audiences, databaseTls }: Wanted,
) {
  const registry = `${account}.dkr.ecr.${region}.${RegionInfo.get(region).domainSuffix ?? 'amazonaws.com'}`;
  const beside = [...new Set([first.repositoryName, collector.repositoryName])];
  return surveyConfiguration({
    ...{ name: NAME, account, region, databaseTls, audiences },
    repositories: beside.map((name) => `${registry}/${name}`),
    watch: { releaseMinutes: 30, rollbackMinutes: 60 },
  });
}
