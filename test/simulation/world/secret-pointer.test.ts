import { beforeAll, describe, expect, it } from 'vitest';
import sandbox from '../../../examples/survey-platform/environment.ts';
import type { EnvironmentConfiguration } from '../../../lib/configuration/schema.ts';
import type { Resolved } from '../../../simulation/world/deployment.ts';
import { SecretPointer } from '../../../simulation/world/secret-pointer.ts';
import { PARAMETERS, ROLES } from '../../../simulation/world/survey-platform.ts';
import { definitionsIn, grantedIn, type Resources, synthesizedWith } from './synthesized.ts';

const PARAMETER = PARAMETERS.databaseHost;

const KEY = 'arn:aws:kms:sa-east-1:111122223333:key/1df916ce-3080-4912-a2ab-385a0e46c6ee';
const SECRET = 'arn:aws:secretsmanager:sa-east-1:111122223333:secret:application-AbCdEf';

const synthesized = (pointer: EnvironmentConfiguration['database']['pointer']): Resources =>
  synthesizedWith({ ...sandbox, database: { ...sandbox.database, pointer } });

const definitions = (resources: Resources): string[] =>
  definitionsIn(resources)
    // Their variable names the services that functions call: without a parameter Systems Manager is none of them.
    .map((text) => text.replace(/(inspect(?:readrole|owner)FunctionCurrentVersion)\w+/g, '$1'));

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
    const changed = grantedIn(ofParameter ?? {}, (type, properties) => pointer.change(type, properties as never));
    expect(changed).not.toEqual(grantedIn(ofParameter ?? {}));
    expect(changed).toEqual(grantedIn(ofSecret ?? {}));
  });
});
