import type { Kernel } from '../kernel/kernel.ts';

/** CloudFormation's pseudo parameters of a stack. */
export function pseudoParameters({ account, region }: Kernel, stack: string): Readonly<Record<string, string>> {
  return {
    'AWS::AccountId': account,
    'AWS::Region': region,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': stack,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${stack}/sandbox`,
  };
}
