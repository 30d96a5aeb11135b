import { beforeAll, describe, expect, it } from 'vitest';
import sandbox from '../../../examples/survey-platform/environment.ts';
import type { EnvironmentConfiguration } from '../../../lib/configuration/schema.ts';
import { ControlPlaneStack } from '../../../lib/control-plane-stack.ts';
import { readTemplate } from '../../../sandbox/template/assembly.ts';
import type { Resolved } from '../../../simulation/world/deployment.ts';
import { SecretPointer } from '../../../simulation/world/secret-pointer.ts';
import { PARAMETERS, ROLES } from '../../../simulation/world/survey-platform.ts';
import { testApp } from '../../lib/app.ts';
import { inlinePolicies } from '../../lib/inline-policies.ts';

const PARAMETER = PARAMETERS.databaseHost;

const KEY = 'arn:aws:kms:sa-east-1:111122223333:key/1df916ce-3080-4912-a2ab-385a0e46c6ee';
const SECRET = 'arn:aws:secretsmanager:sa-east-1:111122223333:secret:application-AbCdEf';
interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template's properties are open JSON.
  readonly Properties: any;
}
type Resources = Readonly<Record<string, Resource>>;

function synthesized(pointer: EnvironmentConfiguration['database']['pointer']): Resources {
  // Functions are not bundled: only states and grants are compared.
  const app = testApp({ context: { 'aws:cdk:bundling-stacks': [] } });
  const configuration = { ...sandbox, database: { ...sandbox.database, pointer } };
  const stack = new ControlPlaneStack(app, { configuration, file: 'examples/survey-platform/environment.ts' });
  return readTemplate(app.synth().getStackArtifact(stack.artifactId).templateFullPath).Resources as Resources;
}

const definitions = (resources: Resources): string[] =>
  Object.values(resources)
    .filter(({ Type }) => Type === 'AWS::StepFunctions::StateMachine')
    .map(({ Properties }) => JSON.stringify(Properties.DefinitionString).replaceAll('\\"', '"'))
    // Their variable names the services that functions call: without a parameter Systems Manager is none of them.
    .map((text) => text.replace(/(inspect(?:readrole|owner)FunctionCurrentVersion)\w+/g, '$1'));

/** `<role>: <action> on <resource>` and its condition, however a policy groups them. */
const granted = (resources: Resources): string[] =>
  inlinePolicies(resources)
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

describe('the simulation’s template whose pointer is a field of a secret', () => {
  let [ofParameter, ofSecret]: Resources[] = [];
  beforeAll(() => {
    ofParameter = synthesized({ parameter: PARAMETER, format: 'host:port' });
    ofSecret = synthesized({ secret: SECRET, secretKey: KEY, field: 'host', format: 'host:port' });
  }, 120_000);
  const made = [
    {
      type: 'AWS::SecretsManager::Secret',
      properties: JSON.stringify({ KmsKeyId: KEY, Description: ROLES.application }),
      created: { ref: SECRET },
    },
    { type: 'AWS::SSM::Parameter', properties: JSON.stringify({ Name: PARAMETER, Value: 'h:5432' }), created: {} },
  ];
  const pointer = new SecretPointer({ made, outputs: {} } as unknown as Resolved);

  it('has the very states that a configuration with such a pointer makes', () => {
    const changed = definitions(ofParameter ?? {}).map((text) => pointer.definition(text));
    expect(changed).not.toEqual(definitions(ofParameter ?? {}));
    expect(changed).toEqual(definitions(ofSecret ?? {}));
  });

  it('grants the very actions', () => {
    const policies = (resources: Resources, change = (_type: string, properties: object): object => properties) =>
      granted(
        Object.fromEntries(
          Object.entries(resources).map(([name, { Type, Properties }]) => [
            name,
            { Type, Properties: change(Type, Properties ?? {}) },
          ]),
        ),
      );
    const changed = policies(ofParameter ?? {}, (type, properties) => pointer.change(type, properties as never));
    expect(changed).not.toEqual(policies(ofParameter ?? {}));
    expect(changed).toEqual(policies(ofSecret ?? {}));
  });
});
