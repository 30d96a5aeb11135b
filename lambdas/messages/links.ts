/**
 * Links that open in the AWS console, for whoever may look there: `s3://` and an ARN cannot be clicked. A link to a document is
 * the console's, not a presigned one, which anybody could open to whom the mail is forwarded.
 */

/** By the prefix of their Regions; every other Region is of the partition `aws`. */
const CONSOLES = [
  [/^cn-/, 'console.amazonaws.cn'],
  [/^us-gov-/, 'console.amazonaws-us-gov.com'],
  [/^/, 'console.aws.amazon.com'],
] as const;

const consoleOf = (region: string): string =>
  `https://${region}.${CONSOLES.find(([prefix]) => prefix.test(region))?.[1]}`;

/** An execution of Step Functions, by its ARN: its graph, its history, its input. */
export function executionLink(arn: string): string {
  const region = arn.split(':')[3] ?? '';
  return region === '' ? arn : `${consoleOf(region)}/states/home?region=${region}#/v2/executions/details/${arn}`;
}

/** An object of S3, by its address `s3://bucket/key`. */
export function documentLink(address: string, region: string): string {
  const [, bucket = '', key = ''] = /^s3:\/\/([^/]+)\/(.+)$/.exec(address) ?? [];
  if (bucket === '') return address;
  return `${consoleOf(region)}/s3/object/${bucket}?region=${region}&prefix=${encodeURIComponent(key)}`;
}

/** A heading of the runbook, where it is published; GitHub, GitLab and Bitbucket make the same anchor of these headings. */
export const headingLink = (runbook: string, state: string): string =>
  state === ''
    ? runbook
    : `${runbook}#${state
        .toLowerCase()
        .replace(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-')}`;
