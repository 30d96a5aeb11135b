import { describe, expect, it } from 'vitest';
import { documentLink, executionLink, headingLink } from '../../../lambdas/messages/links.ts';
import { render } from '../../../lambdas/messages/render.ts';
import { messages, voice } from './samples.ts';

const arn = (region: string, partition = 'aws') =>
  `arn:${partition}:states:${region}:111122223333:execution:knowngood-x-release:e`;

describe('links that open', () => {
  it.each([
    ['sa-east-1', 'aws', 'https://sa-east-1.console.aws.amazon.com/'],
    ['cn-north-1', 'aws-cn', 'https://cn-north-1.console.amazonaws.cn/'],
    ['us-gov-west-1', 'aws-us-gov', 'https://us-gov-west-1.console.amazonaws-us-gov.com/'],
  ])('lead to the console of %s', (region, partition, host) => {
    const execution = arn(region, partition);
    expect(executionLink(execution)).toBe(`${host}states/home?region=${region}#/v2/executions/details/${execution}`);
    expect(documentLink('s3://docs/changes/a b&c.md', region)).toBe(
      `${host}s3/object/docs?region=${region}&prefix=changes%2Fa%20b%26c.md`,
    );
  });

  it('leave alone what is no address', () => {
    expect(executionLink('arn')).toBe('arn');
    expect(documentLink('nowhere', 'sa-east-1')).toBe('nowhere');
  });

  it.each([
    ['Run the checks', '#run-the-checks'],
    ['Does the restored database accept connections?', '#does-the-restored-database-accept-connections'],
    ['Restore beside, save the live one', '#restore-beside-save-the-live-one'],
    ['', ''],
  ])('lead to the heading of a state: %s', (state, anchor) => {
    expect(headingLink('https://x/runbook.md', state)).toBe(`https://x/runbook.md${anchor}`);
  });

  it('are what every message has, and never an address of S3 or a bare ARN of an execution', () => {
    const devops = { execution: arn('sa-east-1'), runbook: 'https://x/runbook.md', language: 'en' } as const;
    for (const message of messages) {
      const { body } = render(message, { ...voice, ...devops });
      expect(body, message.kind).not.toMatch(/s3:\/\/|(?<!details\/)arn:aws:states:[^\s:]*:[^\s:]*:execution:/);
      if (message.kind === 'escalation') expect(body).not.toContain(devops.execution);
      else expect(body, message.kind).toContain(`/details/${devops.execution}\nRunbook: https://x/runbook.md\n`);
    }
  });
});
