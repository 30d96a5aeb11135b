import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Environment } from '../scenarios/environment.ts';

/** An environment that is not ready for a release: how it is made so, by calls of a person, and how it is mended. */
export interface WrongEnvironment {
  readonly wrong: string;
  readonly given: string;
  /** Error the release ends with, where it is not that of *Inspect the environment*. */
  readonly error?: string;
  spoil(environment: Environment): Promise<void>;
  mend(environment: Environment): Promise<void>;
}

const POINTER = '/survey/database/host';
const MINUTE_MS = 60_000;
/** Alarms are evaluated some seconds after their period's end. */
const EVALUATED_MS = 10_000;

/** SQL that makes the role of `database.connect.readSecret` unfit, and the SQL that mends it. */
const readRole = (wrong: string, given: string, back: string): WrongEnvironment => {
  const run = async ({ cloud }: Environment, sql: string): Promise<void> => {
    await cloud.rds.serverOf('survey')?.query(sql, [], 'survey');
  };
  return {
    ...{ wrong, given, error: 'ReadRoleUnfit' },
    spoil: (environment) => run(environment, given),
    mend: (environment) => run(environment, back),
  };
};

export function wrongEnvironments(settings: object): readonly WrongEnvironment[] {
  const ssm = new SSMClient(settings);
  const secrets = new SecretsManagerClient(settings);
  let pointer = '';
  const pointAt = async (environment: Environment, value: string): Promise<void> => {
    pointer = await environment.pointer();
    await ssm.send(new PutParameterCommand({ Name: POINTER, Value: value, Overwrite: true }));
  };
  const pointBack = async (): Promise<void> => {
    await ssm.send(new PutParameterCommand({ Name: POINTER, Value: pointer, Overwrite: true }));
  };
  let right: object = {};
  /** Writes the read role's secret, twice: the version before is another's too, and would be tried. */
  const rotate = async ({ cloud }: Environment, to: (right: object) => unknown): Promise<void> => {
    const { DatabaseReadSecretArn: SecretId = '' } = cloud.deployment.outputs('SurveyPlatform');
    const now = cloud.secrets.valueOf(SecretId);
    if (now.startsWith('{') && !now.includes('"another"')) right = JSON.parse(now) as object;
    const value = to(right);
    const SecretString = typeof value === 'string' ? value : JSON.stringify(value);
    for (let n = 0; n < 2; n++) await secrets.send(new PutSecretValueCommand({ SecretId, SecretString }));
  };
  const scale = async (environment: Environment, desiredCount: number): Promise<void> => {
    await environment.person.ecs.send(new UpdateServiceCommand({ cluster: 'survey', service: 'web', desiredCount }));
  };
  return [
    {
      wrong: 'a service that is being scaled',
      given: 'ecs update-service --desired-count 3',
      spoil: (environment) => scale(environment, 3),
      async mend(environment) {
        await scale(environment, 2);
        await environment.person.servicesSteady();
      },
    },
    {
      wrong: 'an alarm that is firing already: it could not fire again',
      given: 'cloudwatch set-alarm-state --state-value ALARM',
      async spoil(environment) {
        // Just after an evaluation, which would set it back: the next one is most of a minute away.
        const { clock } = environment.cloud;
        await clock.sleep(MINUTE_MS - (clock.now() % MINUTE_MS) + EVALUATED_MS);
        await environment.fire('survey-unhealthy-tasks');
      },
      mend: (environment) => environment.calm('survey-unhealthy-tasks'),
    },
    {
      wrong: 'a pointer that names a database that is gone',
      given: 'ssm put-parameter --value survey-old.example:5432',
      spoil: (environment) => pointAt(environment, 'survey-old.example:5432'),
      mend: pointBack,
    },
    readRole(
      'a read role that may write',
      'GRANT DELETE ON answers TO survey_reader',
      'REVOKE DELETE ON answers FROM survey_reader',
    ),
    readRole(
      'a read role that may do as the application does',
      'GRANT survey_app TO survey_reader',
      'REVOKE survey_app FROM survey_reader',
    ),
    readRole(
      'a read role that makes roles',
      'ALTER ROLE survey_reader CREATEROLE',
      'ALTER ROLE survey_reader NOCREATEROLE',
    ),
    readRole(
      'a read role that owns something',
      'ALTER TABLE schema_version OWNER TO survey_reader',
      'ALTER TABLE schema_version OWNER TO survey_master; GRANT SELECT ON schema_version TO survey_reader',
    ),
    readRole(
      'a read role that may not read a configured table',
      'REVOKE SELECT ON distributions FROM survey_reader',
      'GRANT SELECT ON distributions TO survey_reader',
    ),
    readRole(
      'a read role that may not read what a sentinel asks',
      'REVOKE SELECT (id) ON surveys FROM survey_reader; REVOKE SELECT ON surveys FROM survey_reader; GRANT SELECT (title) ON surveys TO survey_reader',
      'REVOKE ALL (title) ON surveys FROM survey_reader; GRANT SELECT ON surveys TO survey_reader',
    ),
    readRole(
      'a read role from which row-level security hides rows',
      'ALTER TABLE answers ENABLE ROW LEVEL SECURITY',
      'ALTER TABLE answers DISABLE ROW LEVEL SECURITY',
    ),
    readRole('a read role that may not log in', 'ALTER ROLE survey_reader NOLOGIN', 'ALTER ROLE survey_reader LOGIN'),
    {
      wrong: 'a secret with another password than the read role has',
      given: 'secretsmanager put-secret-value',
      error: 'ReadRoleUnfit',
      spoil: (environment) => rotate(environment, (right) => ({ ...right, password: 'another' })),
      mend: (environment) => rotate(environment, () => right),
    },
    {
      wrong: 'a secret of the read role that is a bare password',
      given: 'secretsmanager put-secret-value',
      error: 'ReadRoleUnfit',
      spoil: (environment) => rotate(environment, () => 'a-bare-password'),
      mend: (environment) => rotate(environment, () => right),
    },
  ];
}
