import { readdirSync } from 'node:fs';
import type { Machine } from '../../../../sandbox/services/states/asl.ts';
import { readTemplate } from '../../../../sandbox/template/assembly.ts';

const assembly = new URL('../../../../cdk.out/', import.meta.url);

interface Template {
  readonly Resources: Record<
    string,
    { readonly Type: string; readonly Properties: { readonly DefinitionString: unknown } }
  >;
}

/** Every state machine of the synthesized templates, by `<stack>/<logical id>`. */
export function synthesized(): [name: string, machine: Machine][] {
  const templates = readdirSync(assembly).filter((file) => file.endsWith('.template.json'));
  return templates.flatMap((file) => {
    const { Resources } = readTemplate(new URL(file, assembly)) as Template;
    return Object.entries(Resources)
      .filter(([, { Type }]) => Type === 'AWS::StepFunctions::StateMachine')
      .map(([id, { Properties }]): [string, Machine] => [
        `${file.split('.')[0]}/${id}`,
        JSON.parse(text(Properties.DefinitionString)) as Machine,
      ]);
  });
}

/** A definition's text: what the template refers to is named by its logical id. */
function text(definition: unknown): string {
  if (typeof definition === 'string') return definition;
  const [, parts] = (definition as { 'Fn::Join': [string, unknown[]] })['Fn::Join'];
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const { Ref, 'Fn::GetAtt': attribute } = part as { Ref?: string; 'Fn::GetAtt'?: string[] };
      return Ref === 'AWS::Partition' ? 'aws' : (Ref ?? attribute?.[0] ?? '');
    })
    .join('');
}
