import { resolve } from '../configuration/reference.ts';
import { allow } from '../steps/step.ts';
import { type Grant, GrantGroup } from './grant.ts';

/** The database: logins, pointer, instances and snapshots, storage key. */
export class DatabaseGrants extends GrantGroup {
  /** Login as one of the database's two users, for functions that talk SQL. Empty without a configured connection. */
  sql(as: 'owner' | 'reader'): Grant {
    const { connect } = this.configuration.database;
    if (connect === undefined) return { permissions: [] };
    const [secret, key] =
      as === 'owner' ? [connect.secret, connect.secretKey] : [connect.readSecret, connect.readSecretKey];
    return {
      // Lambda's own certificate bundle holds those of RDS; without it Node knows only the public ones.
      environment: { NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem' },
      permissions: this.secret(['GetSecretValue'], resolve(secret), key === undefined ? undefined : resolve(key)),
    };
  }

  /** Login of the application itself. */
  get applicationLogin(): Grant {
    const { applicationSecret: secret, applicationSecretKey: key } = this.configuration.database.connect ?? {};
    if (secret === undefined) return { permissions: [] };
    return {
      permissions: this.secret(['GetSecretValue'], resolve(secret), key === undefined ? undefined : resolve(key)),
    };
  }

  get readPointer(): Grant {
    return this.pointer(['GetParameter'], ['GetSecretValue']);
  }

  get writePointer(): Grant {
    return this.pointer(['GetParameter', 'PutParameter'], ['GetSecretValue', 'PutSecretValue']);
  }

  /** Its tags, which name the stack that made it. */
  get lookAtPointer(): Grant {
    const { pointer } = this.configuration.database;
    return {
      permissions: [
        'parameter' in pointer
          ? allow(['ssm:ListTagsForResource'], [this.arns.parameter(pointer.parameter)])
          : allow(['secretsmanager:DescribeSecret'], [resolve(pointer.secret)]),
      ],
    };
  }

  private pointer(
    ofParameter: readonly ('GetParameter' | 'PutParameter')[],
    ofSecret: readonly ('GetSecretValue' | 'PutSecretValue')[],
  ): Grant {
    const { pointer } = this.configuration.database;
    if ('parameter' in pointer) {
      const actions = ofParameter.map((operation) => `ssm:${operation}`);
      return { permissions: [allow(actions, [this.arns.parameter(pointer.parameter)])] };
    }
    const { secret, secretKey } = pointer;
    return {
      permissions: this.secret(ofSecret, resolve(secret), secretKey === undefined ? undefined : resolve(secretKey)),
    };
  }

  /** AWS authorizes lists of instances and of snapshots against `*`. */
  get describeInstances(): Grant {
    return { permissions: [allow(['rds:DescribeDBInstances'], ['*'])] };
  }

  /** Quotas, versions on offer and proxies have no resource level, or are asked for all. */
  get describeAccount(): Grant {
    const actions = ['AccountAttributes', 'DBEngineVersions', 'DBProxies', 'DBProxyTargets'];
    return {
      permissions: [
        allow(
          actions.map((what) => `rds:Describe${what}`),
          ['*'],
        ),
      ],
    };
  }

  get describeSnapshots(): Grant {
    return { permissions: [allow(['rds:DescribeDBSnapshots'], ['*'])] };
  }

  /** Asked by resource id: the instance may have been replaced, renamed or deleted since. */
  get describeBackups(): Grant {
    return { permissions: [allow(['rds:DescribeDBInstanceAutomatedBackups'], ['*'])] };
  }

  /** Roles that a restored instance is given again: RDS and its monitoring, nothing else, may take them. */
  get giveRoles(): Grant {
    const roles = this.configuration.database.roles.map((role) => resolve(role));
    if (roles.length === 0) return { permissions: [] };
    const toRds = { StringEquals: { 'iam:PassedToService': ['rds.amazonaws.com', 'monitoring.rds.amazonaws.com'] } };
    return {
      permissions: [allow(['iam:PassRole'], roles, toRds), allow(['rds:AddRoleToDBInstance'], [this.arns.restored])],
    };
  }

  /** The storage's customer key, usable only through RDS. */
  get storageKey(): Grant {
    const { storageKey } = this.configuration.database;
    if (storageKey === undefined) return { permissions: [] };
    const key = resolve(storageKey);
    const viaRds = { StringEquals: { 'kms:ViaService': `rds.${this.configuration.region}.amazonaws.com` } };
    return {
      permissions: [
        allow(['kms:DescribeKey'], [key], viaRds),
        allow(['kms:CreateGrant'], [key], { ...viaRds, Bool: { 'kms:GrantIsForAWSResource': 'true' } }),
      ],
    };
  }
}
