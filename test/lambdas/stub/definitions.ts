import { ImageNotFoundException } from '@aws-sdk/client-ecr';
import {
  ClientException,
  type RegisterTaskDefinitionCommandInput,
  type TaskDefinitionStatus,
} from '@aws-sdk/client-ecs';
import { aws } from './aws.ts';

export const REGISTRY = '111122223333.dkr.ecr.sa-east-1.amazonaws.com';
/** A digest that is told apart by its first letter. */
export const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;

type Definition = RegisterTaskDefinitionCommandInput & { readonly status: TaskDefinitionStatus };

/** Task definitions, by ARN: registering makes the next revision, equal or not. */
export class Definitions {
  readonly known: Record<string, Definition> = {};

  /** A definition of one container, `app`, beside a sidecar. */
  add(arn: string, image: string, status: TaskDefinitionStatus = 'ACTIVE'): void {
    const environment = [{ name: 'STAGE', value: 'test' }];
    this.known[arn] = {
      family: 'survey-web',
      status,
      cpu: '256',
      memory: '512',
      containerDefinitions: [
        { name: 'app', image, environment },
        { name: 'sidecar', image: 'sidecar:1' },
      ],
    };
  }

  /** A family's name means its latest ACTIVE revision. */
  private latest(family: string): string {
    const found = Object.entries(this.known).findLast(
      ([, { family: of, status }]) => of === family && status === 'ACTIVE',
    );
    return found?.[0] ?? '';
  }

  play(): void {
    aws.on('ecs', {
      DescribeTaskDefinition: ({ taskDefinition = '' }) => {
        const arn = this.known[taskDefinition] === undefined ? this.latest(taskDefinition) : taskDefinition;
        const found = this.known[arn];
        if (found === undefined)
          throw new ClientException({ message: 'Unable to describe task definition.', $metadata: {} });
        return {
          taskDefinition: { ...found, taskDefinitionArn: arn, revision: 1, registeredBy: 'arn:somebody' },
          tags: [{ key: 'team', value: 'survey' }],
        };
      },
      RegisterTaskDefinition: (input) => {
        const taskDefinitionArn = `arn:td/${input.family}:${Object.keys(this.known).length + 1}`;
        this.known[taskDefinitionArn] = { ...input, status: 'ACTIVE' };
        return { taskDefinition: { ...input, taskDefinitionArn } };
      },
    });
  }
}

/** ECR: `<repository>:<tag>` -> digest. */
export function playImages(images: Record<string, string>): void {
  aws.on('ecr', {
    DescribeImages: ({ repositoryName, imageIds = [] }) => {
      const { imageTag, imageDigest } = imageIds[0] ?? {};
      const found =
        imageDigest === undefined
          ? images[`${repositoryName}:${imageTag}`]
          : Object.values(images).find((known) => known === imageDigest);
      if (found === undefined) throw new ImageNotFoundException({ message: 'no such image', $metadata: {} });
      return { imageDetails: [{ imageDigest: found }] };
    },
  });
}
