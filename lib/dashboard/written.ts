import { Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/**
 * A value as JSON in a text that CloudFormation fills in. Widgets hold tokens, which JSON.stringify alone would write out as
 * objects of the CDK; names that only a deployment knows become variables of one Fn::Sub.
 * @param variables placeholders that stand in the value already, with what they stand for
 */
export function written(scope: Construct, value: unknown, variables: Readonly<Record<string, string>>): string {
  const stack = Stack.of(scope);
  const json: string | { readonly 'Fn::Join': readonly ['', readonly unknown[]] } = stack.resolve(
    stack.toJsonString(value),
  );
  const all: Record<string, unknown> = { ...variables };
  const parts = typeof json === 'string' ? [json] : json['Fn::Join'][1];
  const text = parts.map((part, at) => {
    if (typeof part === 'string') return part;
    all[`Name${at}`] = part;
    return `\${Name${at}}`;
  });
  return Object.keys(all).length === 0 ? text.join('') : Fn.sub(text.join(''), all as Record<string, string>);
}
