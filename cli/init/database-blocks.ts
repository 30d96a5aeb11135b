import type { DBInstance } from '@aws-sdk/client-rds';
import { question } from '../../lib/configuration/questions.ts';
import type { InitWords } from '../words/init-en.ts';
import type { FoundDatabase, FoundPointer } from './database-of.ts';
import { type Block, block, type Field, field, list, plain, said } from './document.ts';
import type { Facts } from './facts.ts';
import { readBy } from './references.ts';

export type Usable = Extract<FoundDatabase, { readonly kind: 'instance' | 'unreadable' }>;

export function databaseField(facts: Facts, database: Usable, words: InitWords): Field {
  const db: DBInstance = database.kind === 'instance' ? database.instance : {};
  const asked = (value: string | undefined, about: string): string => value ?? question(words.unreadable(about));
  const value = block(
    field('instance', asked(db.DBInstanceIdentifier, 'rds:DescribeDBInstances')),
    pointerField(database.pointer, db, words),
    connectField(facts, db, words),
    ...(db.KmsKeyId === undefined ? [] : [field('storageKey', db.KmsKeyId)]),
    ...rolesField(db, words),
    field('subnetGroup', asked(db.DBSubnetGroup?.DBSubnetGroupName, 'DBSubnetGroup')),
    field('parameterGroup', asked(db.DBParameterGroups?.[0]?.DBParameterGroupName, 'DBParameterGroups')),
    field('optionGroup', asked(db.OptionGroupMemberships?.[0]?.OptionGroupName, 'OptionGroupMemberships')),
    field('applicationRole', question(words.applicationRole)),
    field('tables', list([question(words.tables)]), words.aboutTables),
    field('sentinels', list([sentinel(words)]), words.aboutSentinels),
    ...staleComments(facts, db, words),
    field('onRollback', 'ask', words.onRollback),
    field('maxLostWrites', 0, words.maxLostWrites),
    field('oldestRestorePointHours', 24),
  );
  return field('database', value);
}

const sentinel = (words: InitWords): Block =>
  block(
    field('name', words.sentinelName),
    field('sql', question(words.sentinelSql)),
    field('expect', plain({ atLeast: 1 })),
  );

function pointerField(pointer: FoundPointer, db: DBInstance, words: InitWords): Field {
  const unknown = (above: string): Field =>
    field('pointer', plain({ parameter: question(words.pointer), format: 'host' }), above);
  switch (pointer.kind) {
    case 'parameter':
      return pointer.name.startsWith('/')
        ? field('pointer', plain({ parameter: pointer.name, format: pointer.format }), words.pointerFound)
        : unknown(words.pointerWithoutPath(pointer.name));
    case 'secret':
      return field(
        'pointer',
        plain({ secret: pointer.secret, field: pointer.field, format: 'host' }),
        words.pointerInSecret(pointer.variable, pointer.field),
      );
    case 'plain':
      return unknown(words.pointerInDefinition(pointer.variable, pointer.service));
    default:
      return unknown(words.noPointer(db.Endpoint?.Address ?? '…'));
  }
}

/** The tasks reach the database from where they run; so do functions that are put there. */
function connectField({ services }: Facts, db: DBInstance, words: InitWords): Field {
  const networks = services.flatMap(({ service }) => service.networkConfiguration?.awsvpcConfiguration ?? []);
  const subnets = [...new Set(networks.flatMap((one) => one.subnets ?? []))].sort();
  const [groups = []] = networks.map((one) => one.securityGroups ?? []);
  const candidates = secretsOf(services);
  const owner = db.MasterUserSecret?.SecretArn;
  const value = block(
    field('subnets', list(subnets.length > 0 ? subnets : [question(words.subnets)]), words.aboutSubnets),
    field('securityGroups', list(groups.length > 0 ? groups : [question(words.securityGroups)])),
    ...candidates.map(({ arn, variables }) => said(words.candidate(variables, arn))),
    field('secret', owner ?? question(words.ownerSecret(db.MasterUsername ?? '…'))),
    ...(owner === undefined ? [] : managedKey(db)),
    field('readSecret', question(words.readSecret), words.aboutReadSecret),
    said(words.applicationSecret),
    field('database', db.DBName ?? question(words.databaseName)),
    field('tls', 'require'),
    said(words.endpoints),
  );
  return field('connect', value, words.connect);
}

const managedKey = ({ MasterUserSecret }: DBInstance): Field[] =>
  MasterUserSecret?.KmsKeyId?.includes(':key/') === true ? [field('secretKey', MasterUserSecret.KmsKeyId)] : [];

/** Secrets that tasks read, with the variables: one of them may be the login that is asked for. */
function secretsOf(services: Facts['services']): { readonly arn: string; readonly variables: readonly string[] }[] {
  const found = new Map<string, Set<string>>();
  for (const { from, variable } of readBy(services))
    if ('secret' in from) found.set(from.secret, (found.get(from.secret) ?? new Set()).add(variable));
  return [...found].map(([arn, variables]) => ({ arn, variables: [...variables].sort() }));
}

function rolesField({ MonitoringRoleArn, AssociatedRoles = [] }: DBInstance, words: InitWords): Field[] {
  const roles = [MonitoringRoleArn, ...AssociatedRoles.map(({ RoleArn }) => RoleArn)].filter(
    (arn) => arn !== undefined,
  );
  return roles.length === 0 ? [] : [field('roles', list([...new Set(roles)]), words.roles)];
}

/** What a restore leaves with the replaced instance: a release is refused until it is changed, or accepted. */
function staleComments({ proxies }: Facts, db: DBInstance, words: InitWords): Field[] {
  const replicas = [...(db.ReadReplicaDBInstanceIdentifiers ?? []), ...(db.ReadReplicaDBClusterIdentifiers ?? [])];
  const found = [
    ...(replicas.length === 0 ? [] : [words.stale('read-replicas', replicas.join(', '))]),
    ...(proxies === null || proxies.length === 0
      ? []
      : [words.maybeStale('proxies', proxies.map(({ DBProxyName = '' }) => DBProxyName).join(', '))]),
    ...(db.MasterUserSecret === undefined ? [] : [words.stale('managed-password', 'MasterUserSecret')]),
    ...(db.IAMDatabaseAuthenticationEnabled === true
      ? [words.stale('iam-authentication', 'IAMDatabaseAuthenticationEnabled')]
      : []),
    ...((db.DomainMemberships ?? []).length === 0 ? [] : [words.stale('directory', 'DomainMemberships')]),
  ];
  return found.length === 0 ? [] : [said(...found)];
}
