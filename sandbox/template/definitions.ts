import type { Template, TemplateResource } from './template.ts';

/**
 * Puts into a template the definitions of workflows that lie beside it (`DefinitionS3Location`), each `${Name}` of
 * `DefinitionSubstitutions` replaced, as CloudFormation does before it calls Step Functions; what has no substitution stays as it is:
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html
 * @param read text of an asset, from its key
 */
export function withDefinitions(template: Template, read: (key: string) => string): Template {
  const resources = Object.entries(template.Resources ?? {}).map(([id, resource]) => [id, withText(resource, read)]);
  return { ...template, Resources: Object.fromEntries(resources) };
}

function withText(resource: TemplateResource, read: (key: string) => string): TemplateResource {
  const { DefinitionS3Location, DefinitionSubstitutions, ...properties } = resource.Properties ?? {};
  const { Key } = (DefinitionS3Location ?? {}) as { readonly Key?: string };
  if (resource.Type !== 'AWS::StepFunctions::StateMachine' || Key === undefined) return resource;
  const values = (DefinitionSubstitutions ?? {}) as Readonly<Record<string, unknown>>;
  const parts = read(Key)
    .split(/(\$\{\w+\})/)
    .map((part) => values[/^\$\{(\w+)\}$/.exec(part)?.[1] ?? ''] ?? part);
  return { ...resource, Properties: { ...properties, DefinitionString: { 'Fn::Join': ['', parts] } } };
}
