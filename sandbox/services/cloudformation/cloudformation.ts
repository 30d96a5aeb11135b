import * as cfn from '@aws-sdk/client-cloudformation';
import type { Kernel } from '../../kernel/kernel.ts';
import { type Operations, served } from '../../kernel/operation.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { WireError } from '../../kernel/wire-error.ts';
import { customResources } from './custom-resource.ts';

/** The stacks that were deployed here. They are made before anybody asks, and change only by hand. */
export interface Cloudformation extends ServiceModel<typeof cfn> {
  /** A stack is there, or in another state than before. */
  put(stack: string, status?: cfn.StackStatus): void;
}

export function createCloudformation(kernel: Kernel): Cloudformation {
  const stacks = new Map<string, cfn.Stack>();
  const { account, region } = kernel;
  const idOf = (name: string) => `arn:aws:cloudformation:${region}:${account}:stack/${name}/0`;
  const operations: Operations<typeof cfn> = {
    DescribeStacks: {
      access: ({ StackName = '*' }) => [{ action: 'cloudformation:DescribeStacks', resource: idOf(StackName) }],
      handle({ StackName }) {
        const found = [...stacks.values()].filter((stack) => StackName === undefined || stack.StackName === StackName);
        // By a name, a stack that is gone is an error (API_DescribeStacks.html).
        if (StackName !== undefined && found.length === 0)
          throw new WireError('ValidationError', `Stack with id ${StackName} does not exist`, 400);
        return { Stacks: found };
      },
    },
  };
  return {
    signingName: 'cloudformation',
    module: cfn,
    xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/',
    ...served(operations),
    ...customResources(kernel),
    put(StackName, StackStatus = 'CREATE_COMPLETE') {
      // A deleted one is found by its id alone, for ninety days (API_DescribeStacks.html).
      if (StackStatus === 'DELETE_COMPLETE') {
        stacks.delete(StackName);
        return;
      }
      const now = new Date(kernel.clock.now());
      const before = stacks.get(StackName);
      stacks.set(StackName, {
        ...{ StackName, StackStatus, StackId: idOf(StackName), CreationTime: before?.CreationTime ?? now },
        LastUpdatedTime: lastUpdated(before, StackStatus, now),
      });
    },
  };
}

/**
 * When a stack was updated last: told only of one that has been updated at least once, its deletion included
 * (API_Stack.html). It is the time at which the update began: clients wait for the status, not for this.
 */
function lastUpdated(before: cfn.Stack | undefined, status: cfn.StackStatus, now: Date): Date | undefined {
  const begins = /^(UPDATE|DELETE)/.test(status) && !/^(UPDATE|DELETE)_.*IN_PROGRESS$/.test(before?.StackStatus ?? '');
  return begins ? now : before?.LastUpdatedTime;
}

/** Tags that CloudFormation puts on what it makes (aws-properties-resource-tags.html), names of a key and its value. */
export const stackTags = ({ stackName, logicalId }: { readonly stackName: string; readonly logicalId: string }) => [
  { Key: 'aws:cloudformation:stack-name', Value: stackName },
  { Key: 'aws:cloudformation:logical-id', Value: logicalId },
];
