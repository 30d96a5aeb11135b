import type { Deployment, Service as EcsService } from '@aws-sdk/client-ecs';
import type { DBInstance } from '@aws-sdk/client-rds';
import { isGranted } from '../../database/granted.ts';
import type { Input } from './contract.ts';

/** What was seen; `undefined` where AWS knows nothing of the name. */
export interface Observation {
  readonly services: ReadonlyMap<
    string,
    Pick<EcsService, 'deploymentController' | 'desiredCount' | 'runningCount'> & {
      readonly deployments?: readonly Deployment[] | undefined;
    }
  >;
  readonly images: ReadonlyMap<string, string | undefined>;
  readonly pointer: string;
  readonly live: DBInstance | undefined;
  /** Alarm -> its state; a configured alarm that does not exist is absent. */
  readonly alarms: ReadonlyMap<string, string>;
  /** Topic -> confirmed subscriptions. */
  readonly confirmed: ReadonlyMap<string, number>;
  /** The version was released well where the configuration wants it to have been. */
  readonly promoted: boolean;
}

/** Everything that would stop this release, or a rollback of it, later: told now. */
export function findProblems(input: Input, seen: Observation): string[] {
  return [
    ...input.services.flatMap((service) => serviceProblems(service.name, input.cluster, seen)),
    ...input.release.changes.flatMap(({ service, image }) =>
      seen.images.get(image) === undefined
        ? [
            `service "${service}": ECR has no image ${image}; expected it to be pushed (or not expired). Push it, then start the release again`,
          ]
        : [],
    ),
    ...(seen.promoted
      ? []
      : [
          `version ${input.release.version} has no good release in "${input.promotedFrom}"; expected one there before it comes here. Release it there, let its watch pass, then start this release again`,
        ]),
    ...databaseProblems(input, seen),
    ...input.alarms.flatMap((alarm) => {
      const state = seen.alarms.get(alarm.name);
      if (state === undefined)
        return [
          `alarm "${alarm.name}" does not exist; expected every configured alarm to. Deploy it or remove it from the configuration`,
        ];
      if (state !== 'ALARM' || input.release.ignoreAlarms.includes(alarm.name)) return [];
      return [
        `alarm "${alarm.name}" is already in ALARM: it could not fire again, so nobody would be told. Mend its cause, or name it in "ignoreAlarms" (it then leaves the watch)`,
      ];
    }),
    ...input.audiences.flatMap(({ name, topic }) =>
      (seen.confirmed.get(topic) ?? 0) > 0
        ? []
        : [
            `audience "${name}" has no confirmed e-mail address; expected at least one. Let somebody confirm the subscription message, then start the release again`,
          ],
    ),
  ];
}

function serviceProblems(name: string, cluster: string, seen: Observation): string[] {
  const service = seen.services.get(name);
  if (service === undefined)
    return [`service "${name}" does not exist in cluster "${cluster}"; expected every configured service to`];
  const controller = service.deploymentController?.type ?? 'ECS';
  if (controller !== 'ECS')
    return [`service "${name}" has the deployment controller ${controller}; expected ECS (rolling)`];
  const moving = (service.deployments ?? []).filter((d) => d.status === 'ACTIVE' || d.rolloutState === 'IN_PROGRESS');
  if (moving.length > 0 || service.runningCount !== service.desiredCount) {
    return [
      `service "${name}" is not steady: ${service.runningCount} of ${service.desiredCount} tasks run, ${moving.length} deployments under way; expected a steady service. Wait for it, then start the release again`,
    ];
  }
  return [];
}

function databaseProblems(input: Input, seen: Observation): string[] {
  const db = seen.live;
  if (db === undefined)
    return [
      `the pointer holds "${seen.pointer}", which is the endpoint of no database instance here; expected that of "${input.instance}" or of an instance restored from it`,
    ];
  const name = db.DBInstanceIdentifier ?? '';
  const found: string[] = [];
  if (!isGranted(name, input.instance))
    found.push(
      `the live database is "${name}"; the configuration grants "${input.instance}" and "${input.instance}-kg-…" only`,
    );
  if (db.DBInstanceStatus !== 'available') {
    found.push(
      `the live database "${name}" is ${db.DBInstanceStatus}; expected available, so that a restore point can be made. Wait for it, then start the release again`,
    );
  }
  const subnets = db.DBSubnetGroup?.DBSubnetGroupName ?? '';
  if (subnets !== input.subnetGroup)
    found.push(
      `the live database's subnet group is "${subnets}"; the configuration grants "${input.subnetGroup}". Correct database.subnetGroup`,
    );
  const parameters = db.DBParameterGroups?.[0]?.DBParameterGroupName ?? '';
  if (parameters !== input.parameterGroup)
    found.push(
      `the live database's parameter group is "${parameters}"; the configuration grants "${input.parameterGroup}". Correct database.parameterGroup`,
    );
  const key = db.KmsKeyId ?? null;
  if (key !== input.storageKey)
    found.push(
      `the live database's storage key is "${key ?? 'none'}"; the configuration grants "${input.storageKey ?? 'none'}". Correct database.storageKey, or a restore would fail`,
    );
  return found;
}

/** What cannot be carried over by a rollback, told before it is needed. */
export function findWarnings(seen: Observation): string[] {
  const db = seen.live;
  if (db === undefined) return [];
  return [
    ...((db.ReadReplicaDBInstanceIdentifiers ?? []).length > 0
      ? ['the database has read replicas: after a restore they still follow the old instance']
      : []),
    ...(db.MasterUserSecret !== undefined
      ? [
          'RDS manages the master password: a restored instance has the password of the restore point and no managed secret',
        ]
      : []),
    ...(db.IAMDatabaseAuthenticationEnabled === true
      ? ['the database uses IAM authentication: policies that name its resource id do not fit a restored instance']
      : []),
  ];
}
