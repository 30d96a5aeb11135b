import { Token } from 'aws-cdk-lib';
import * as v from 'valibot';
import { REGIONS } from './partition.ts';

/** Kinds of values that several keys of a configuration take; each problem says the value found and the value expected. */

const exported = v.strictObject({ export: v.pipe(v.string(), v.minLength(1)) });
/** An export freezes the stack it comes from: CloudFormation lets nobody change one that is imported. A parameter does not. */
const parameter = v.strictObject({
  parameter: v.pipe(
    v.string(),
    v.regex(
      /^\/[A-Za-z0-9._/-]+$/,
      (issue) => `is ${JSON.stringify(issue.input)}; expected the name of an SSM parameter that begins with "/"`,
    ),
  ),
});

export const matching = (pattern: RegExp, expected: string) =>
  v.pipe(
    v.string(),
    v.regex(pattern, (issue) => `is ${JSON.stringify(issue.input)}; expected ${expected}`),
  );

/** A text of that form, or a token of the CDK: a name or ARN that CloudFormation makes. */
export const generated = (pattern: RegExp, expected: string) =>
  v.pipe(
    v.string(),
    v.check(
      (given) => Token.isUnresolved(given) || pattern.test(given),
      (issue) => `is ${JSON.stringify(issue.input)}; expected ${expected}`,
    ),
  );

/**
 * A text of that form, or the name of a CloudFormation export or an SSM parameter that holds it. Of a literal the form is checked here:
 * CloudFormation would find a wrong one only half-way through a deployment.
 */
const reference = (pattern: RegExp, expected: string) =>
  v.union(
    [generated(pattern, expected), exported, parameter],
    `${expected}, or { export: '…' }, or { parameter: '/…' }`,
  );

const arnOf = (service: string, resource: string) =>
  new RegExp(`^arn:aws[a-z-]*:${service}:[a-z0-9-]+:\\d{12}:${resource}$`);

const SECRET = arnOf('secretsmanager', 'secret:.+-[A-Za-z0-9]{6}');
export const secretArn = reference(SECRET, 'the whole ARN of a secret, its six last characters included');
/** As `secretArn`, with a text of its own about what is expected. */
export const secretArnFor = (expected: string) => reference(SECRET, expected);
/** Of a role: IAM is of no Region. */
export const roleArn = reference(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, 'the ARN of a role');
export const keyArn = reference(arnOf('kms', 'key/.+'), 'the ARN of a key, not that of an alias');
export const listenerArn = reference(
  arnOf('elasticloadbalancing', 'listener/app/.+'),
  'the ARN of a listener of an Application Load Balancer (arn:…:listener/app/…): a Network Load Balancer has no rules, so no page can be shown there',
);
export const targetGroupArn = reference(arnOf('elasticloadbalancing', 'targetgroup/.+'), 'the ARN of a target group');
export const subnetId = reference(/^subnet-[0-9a-f]{8,17}$/, 'the id of a subnet, such as "subnet-0a1b2c3d"');
export const securityGroupId = reference(/^sg-[0-9a-f]{8,17}$/, 'the id of a security group, such as "sg-0a1b2c3d"');
export const vpcId = reference(/^vpc-[0-9a-f]{8,17}$/, 'the id of a VPC, such as "vpc-0a1b2c3d"');
export const routeTableId = reference(/^rtb-[0-9a-f]{8,17}$/, 'the id of a route table, such as "rtb-0a1b2c3d"');
export const url = reference(
  /^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?$/,
  'a URL with scheme and host and nothing after, such as "https://app.example.com"',
);

export const name = generated(/^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/, 'letters, digits, hyphens and underscores');

/** Events of an alarm come to the bus of its own account and Region, and nowhere else. */
export const alarmName = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(255),
  v.check(
    (given) => !given.startsWith('arn:'),
    (issue) =>
      `is ${JSON.stringify(issue.input)}; expected the name alone, of an alarm of this account and Region: others (a CDN's are in us-east-1) send their events elsewhere. Watch them through an alarm here`,
  ),
);

export const region = v.pipe(
  v.string(),
  v.check(
    (given) => REGIONS.has(given),
    (issue) => `is ${JSON.stringify(issue.input)}; expected an AWS Region such as "sa-east-1"`,
  ),
);

export const whole = (least: number, most: number) => {
  const expected = `expected a whole number from ${least} to ${most}`;
  return v.pipe(v.number(), v.integer(expected), v.minValue(least, expected), v.maxValue(most, expected));
};

export const stackName = matching(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, 'the name of a CloudFormation stack');

export const minutes = (least: number, most: number) =>
  v.pipe(
    v.number(),
    v.minValue(least, `expected at least ${least} minutes`),
    v.maxValue(most, `expected at most ${most} minutes`),
  );

export const email = v.pipe(
  v.string(),
  v.email((issue) => `is ${JSON.stringify(issue.input)}; expected an e-mail address`),
);

export const timeZone = v.pipe(
  v.string(),
  v.check(
    (zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC',
    (issue) => `is ${JSON.stringify(issue.input)}; expected an IANA time zone such as "America/Sao_Paulo"`,
  ),
);

export const once = (values: readonly unknown[]): boolean =>
  new Set(values.map((value) => JSON.stringify(value))).size === values.length;
