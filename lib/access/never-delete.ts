import type { IAspect } from 'aws-cdk-lib';
import { Effect, ManagedPolicy, PolicyStatement, Role } from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import type { Step } from '../steps/step.ts';
import { deletesNothingElse, throwsNothingElseAway } from './deletes.ts';

/** What retention deletes, where it is configured. */
const BY_RETENTION = ['rds:DeleteDBInstance', 'rds:DeleteDBSnapshot'];

/**
 * Actions that no role of a control plane may ever take, whatever another policy allows: they would destroy the way back.
 */
const NEVER = {
  databases: [
    'rds:DeleteDBInstanceAutomatedBackup',
    'rds:DeleteDBCluster',
    'rds:DeleteDBClusterAutomatedBackup',
    'rds:DeleteDBClusterSnapshot',
    'rds:DeleteTenantDatabase',
  ],
  records: ['dynamodb:DeleteItem', 'dynamodb:DeleteTable', 's3:DeleteObject', 's3:DeleteObjectVersion'],
  keys: ['kms:DisableKey', 'kms:ScheduleKeyDeletion'],
};

interface Named {
  /** What names of policies begin with, Region included: IAM has one space of names for all Regions. */
  readonly named: string;
  readonly environment: string;
  /** The one step that deletes what expires; undefined: nothing ever does. */
  readonly deleteExpired: Step | undefined;
  /** The one step that deletes throw-away databases of backup drills, and the ARN of these; undefined: there are none. */
  readonly deleteThrowAway: Step | undefined;
  readonly throwAways: string;
}

/**
 * Attaches the denial to every role of the stack, including those the CDK makes itself. Two roles have another one: retention's
 * may delete what is dated, a backup drill's what the drill has made, and nothing else.
 */
export class NeverDelete implements IAspect {
  private readonly policy: ManagedPolicy;
  private readonly others = new Map<IConstruct, ManagedPolicy>();

  constructor(scope: Construct, { named, environment, deleteExpired, deleteThrowAway, throwAways }: Named) {
    const never = Object.values(NEVER).map((actions) => deny(actions));
    this.policy = new ManagedPolicy(scope, 'NeverDelete', {
      managedPolicyName: `${named}-never-delete`,
      statements: [deny(BY_RETENTION), ...never],
    });
    this.but(
      deleteExpired,
      () =>
        new ManagedPolicy(scope, 'DeleteDatedOnly', {
          managedPolicyName: `${named}-delete-dated-only`,
          statements: [
            ...never.map((one) => one.copy()),
            ...deletesNothingElse(environment).map((conditions) => deny(BY_RETENTION, conditions)),
          ],
        }),
    );
    this.but(
      deleteThrowAway,
      () =>
        new ManagedPolicy(scope, 'DeleteThrowAwayOnly', {
          managedPolicyName: `${named}-delete-throw-away-only`,
          statements: [
            ...never.map((one) => one.copy()),
            deny(['rds:DeleteDBSnapshot']),
            new PolicyStatement({
              effect: Effect.DENY,
              actions: ['rds:DeleteDBInstance'],
              notResources: [throwAways],
            }),
            ...throwsNothingElseAway(environment).map((conditions) => deny(['rds:DeleteDBInstance'], conditions)),
          ],
        }),
    );
  }

  visit(node: IConstruct): void {
    if (node instanceof Role) node.addManagedPolicy(this.others.get(node) ?? this.policy);
  }

  private but(step: Step | undefined, make: () => ManagedPolicy): void {
    const role = step?.function.role;
    if (role !== undefined) this.others.set(role, make());
  }
}

const deny = (actions: string[], conditions?: Record<string, Record<string, string | string[]>>): PolicyStatement =>
  new PolicyStatement({
    effect: Effect.DENY,
    actions,
    resources: ['*'],
    ...(conditions === undefined ? {} : { conditions }),
  });
