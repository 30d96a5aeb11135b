import { Token } from 'aws-cdk-lib';
import { partitionOf } from './partition.ts';

interface Home {
  readonly account: string;
  readonly region: string;
}

/** A text of a configuration, and where it stands, as `listeners.0.arn`. */
type Text = readonly [path: string, text: string];

/**
 * What no single value shows: texts that contradict the environment's account and Region, and texts that Step Functions
 * would take for an expression. One line per problem.
 */
export function disagreements(configuration: Home): string[] {
  const texts = [...textsOf(configuration, '')];
  return [...texts.flatMap((text) => elsewhere(text, configuration)), ...texts.flatMap(expression)];
}

/** Functions and their roles work in one account and Region; a secret, key or listener elsewhere is out of their reach. */
function elsewhere([path, text]: Text, { account, region }: Home): string[] {
  if (!/^arn:[^:]*:[^:]*:[^:]*:\d{12}:/.test(text)) return [];
  const [, partition, , of, inAccount] = text.split(':');
  // IAM is of no Region.
  const inRegion = of === '' ? region : of;
  const expected = [partitionOf(region), region, account];
  const found = [partition, inRegion, inAccount];
  // What a token of the CDK stands for, CloudFormation fills in.
  return found.every((part, n) => part === expected[n] || Token.isUnresolved(part))
    ? []
    : [
        `${path}: is of ${found.join(', ')}; expected an ARN of the environment's own partition, Region and account (${expected.join(', ')})`,
      ];
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html: a whole text in {% %} is evaluated. */
function expression([path, text]: Text): string[] {
  return /^\{%[\s\S]*%\}$/.test(text)
    ? [
        `${path}: is ${JSON.stringify(text)}, which Step Functions would evaluate; expected a text without {% %} around it`,
      ]
    : [];
}

function* textsOf(value: unknown, path: string): Generator<Text> {
  if (typeof value === 'string') yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* textsOf(inner, path === '' ? key : `${path}.${key}`);
}
