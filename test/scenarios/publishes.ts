import { DescribeImagesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { NAMES } from '../../lambdas/model/published.ts';
import type { Environment } from './environment.ts';

const REPOSITORY = 'survey-platform';

/** Another environment of the account has this version, as its own control plane would publish it: the images first. @returns the image, by digest */
export async function publishes(
  { settings, registry }: Environment,
  environment: string,
  { version, outcome }: { readonly version: string; readonly outcome: string },
): Promise<string> {
  const asked = { repositoryName: REPOSITORY, imageIds: [{ imageTag: version }] };
  const { imageDetails } = await new ECRClient(settings).send(new DescribeImagesCommand(asked));
  const image = `${registry}/${REPOSITORY}@${imageDetails?.[0]?.imageDigest}`;
  const ssm = new SSMClient(settings);
  for (const [name, Value] of [
    [NAMES.status, 'open'],
    [NAMES.image('web', 'app'), image],
    [NAMES.image('worker', 'app'), image],
    [NAMES.release, JSON.stringify({ version, release: 'r1', outcome, commit: null, images: image })],
  ] as const)
    await ssm.send(
      new PutParameterCommand({ Name: `/knowngood/${environment}/${name}`, Value, Type: 'String', Overwrite: true }),
    );
  return image;
}
