import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { CreateDBSnapshotCommand, RDSClient } from '@aws-sdk/client-rds';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Environment } from '../scenarios/environment.ts';

/** An environment that is not ready for a release: how it is made so, by calls of a person, and how it is mended. */
export interface WrongEnvironment {
  readonly wrong: string;
  readonly given: string;
  spoil(environment: Environment): Promise<void>;
  mend(environment: Environment): Promise<void>;
}

const POINTER = '/survey/database/host';
const MINUTE_MS = 60_000;
/** Alarms are evaluated some seconds after their period's end. */
const EVALUATED_MS = 10_000;

export function wrongEnvironments(settings: object): readonly WrongEnvironment[] {
  const ssm = new SSMClient(settings);
  const rds = new RDSClient(settings);
  let pointer = '';
  const pointAt = async (environment: Environment, value: string): Promise<void> => {
    pointer = await environment.pointer();
    await ssm.send(new PutParameterCommand({ Name: POINTER, Value: value, Overwrite: true }));
  };
  const pointBack = async (): Promise<void> => {
    await ssm.send(new PutParameterCommand({ Name: POINTER, Value: pointer, Overwrite: true }));
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
    {
      wrong: 'a database that is being backed up',
      given: 'rds create-db-snapshot',
      async spoil(environment) {
        await rds.send(
          new CreateDBSnapshotCommand({ DBInstanceIdentifier: 'survey', DBSnapshotIdentifier: 'by-hand' }),
        );
        await environment.inStatus('survey', 'backing-up');
      },
      mend: (environment) => environment.available('survey'),
    },
  ];
}
