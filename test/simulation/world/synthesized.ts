import type { EnvironmentConfiguration } from '../../../lib/configuration/schema.ts';
import { ControlPlaneStack } from '../../../lib/control-plane-stack.ts';
import { readTemplate } from '../../../sandbox/template/assembly.ts';
import { testApp } from '../../lib/app.ts';
import { inlinePolicies } from '../../lib/inline-policies.ts';

interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template's properties are open JSON.
  readonly Properties: any;
}
export type Resources = Readonly<Record<string, Resource>>;

/** A control plane's resources; its functions are not bundled: only states and grants are compared. */
export function synthesizedWith(configuration: EnvironmentConfiguration): Resources {
  const app = testApp({ context: { 'aws:cdk:bundling-stacks': [] } });
  const stack = new ControlPlaneStack(app, { configuration, file: 'examples/survey-platform/environment.ts' });
  return readTemplate(app.synth().getStackArtifact(stack.artifactId).templateFullPath).Resources as Resources;
}

export const definitionsIn = (resources: Resources): string[] =>
  Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine')
    .map(({ Properties }) => JSON.stringify(Properties.DefinitionString).replaceAll('\\"', '"'));

/** `<role>: <action> on <resource>` and its condition, however a policy groups them; of resources as `change` makes them. */
export const grantedIn = (
  resources: Resources,
  change = (_type: string, properties: object): object => properties,
): string[] =>
  inlinePolicies(
    Object.fromEntries(
      Object.entries(resources).map(([name, { Type, Properties }]) => [
        name,
        { Type, Properties: change(Type, Properties ?? {}) },
      ]),
    ),
  )
    .flatMap(({ role, statements }) =>
      statements.flatMap(({ Action, Resource, Condition }) =>
        [Action]
          .flat()
          .flatMap((action) =>
            [Resource].flat().map((on) => `${role}: ${action} on ${JSON.stringify(on)} ${JSON.stringify(Condition)}`),
          ),
      ),
    )
    .sort();
