import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type IResolvable, Token, Tokenization, type TokenizedStringFragments } from 'aws-cdk-lib';
import type { IPrincipal } from 'aws-cdk-lib/aws-iam';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

/**
 * A definition as a file beside the template. CloudFormation takes a million bytes in a template, and Step Functions as many in
 * each definition: four workflows of a hundred services would fill the template alone. What only a deployment knows stands in
 * the file as `${Name}`, and in the template as `DefinitionSubstitutions`
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html).
 */
export class DefinitionAsset extends sfn.ChainDefinitionBody {
  private written: Written | undefined;

  override bind(
    scope: Construct,
    _principal: IPrincipal,
    { comment, queryLanguage }: sfn.StateMachineProps,
    graph?: sfn.StateGraph,
  ): sfn.DefinitionConfig {
    if (graph === undefined) throw new Error('A definition is made of states: expected their graph.');
    const states = graph.toGraphJson(queryLanguage);
    this.written = withPlaceholders({ ...states, Comment: comment, QueryLanguage: queryLanguage });
    const { s3BucketName: bucket, s3ObjectKey: key } = assetOf(scope, this.written.text);
    return { definitionS3Location: { bucket, key } };
  }

  /** The text with its placeholders, and the value of each. */
  get definition(): Written {
    if (this.written === undefined) throw new Error('The definition is written when its state machine is made.');
    return this.written;
  }
}

/** A definition's text with placeholders, and the value of each: a token. */
export interface Written {
  readonly text: string;
  readonly substitutions: Readonly<Record<string, string>>;
}

/**
 * Names every token of a definition.
 * @throws Error where CloudFormation could not put the value in: a number or list that only a deployment knows, and text that
 *   reads like a placeholder
 */
export function withPlaceholders(definition: object): Written {
  refuseTokens(definition, 'the definition');
  const text = JSON.stringify(definition);
  const names = new Map<IResolvable, string>();
  const fragments = Tokenization.reverseString(text);
  if (joined(fragments.mapTokens({ mapToken: () => '' })).includes('${'))
    throw new Error(
      'The definition has text with "${", which CloudFormation reads as a placeholder; write it otherwise.',
    );
  for (const token of fragments.tokens) names.set(token, names.get(token) ?? `Value${names.size + 1}`);
  const named = fragments.mapTokens({ mapToken: (token) => `\${${names.get(token)}}` });
  return {
    text: joined(named),
    substitutions: Object.fromEntries([...names].map(([token, name]) => [name, Token.asString(token)])),
  };
}

/** What is no text could not be put in: a placeholder stands in a text. */
function refuseTokens(value: unknown, where: string): void {
  if (typeof value !== 'string' && Token.isUnresolved(value))
    throw new Error(`The definition has a value at "${where}" that only a deployment knows; expected text.`);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) refuseTokens(member, key);
}

const joined = (fragments: TokenizedStringFragments): string =>
  fragments.join({ join: (left, right) => `${left ?? ''}${right ?? ''}` });

/** The file is made for the CDK, which copies it into its assembly under a name that its content decides. */
function assetOf(scope: Construct, text: string): Asset {
  const folder = mkdtempSync(join(tmpdir(), 'knowngood-definition-'));
  try {
    const path = join(folder, 'definition.json');
    writeFileSync(path, text);
    return new Asset(scope, 'Definition', { path });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
