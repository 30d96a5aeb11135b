import type { DBInstance } from '@aws-sdk/client-rds';
import { describe, expect, it } from 'vitest';
import type { Input } from '../../../../lambdas/environment/inspect-environment/contract.ts';
import { databaseProblems } from '../../../../lambdas/environment/inspect-environment/database-problems.ts';
import { liveInstance } from '../../stub/rds.ts';

const input = {
  release: { fenced: true },
  instance: 'survey',
  subnetGroup: 'survey-subnets',
  parameterGroup: 'survey-parameters',
  optionGroup: 'default:postgres-17',
  storageKey: 'arn:kms:key/1',
} as Input;
const problems = (change: DBInstance) => databaseProblems(input, liveInstance(change), 'survey.rds');

describe('the live database', () => {
  it.each<[string, DBInstance]>([
    ['as it is configured', {}],
    ['restored by an earlier rollback', { DBInstanceIdentifier: 'survey-kg-26112414100033445566' }],
    ['with its options', { OptionGroupMemberships: [{ OptionGroupName: 'default:postgres-17' }] }],
    ['of the oldest version', { EngineVersion: '14.1' }],
    ['of a version to come', { EngineVersion: '21.0' }],
    ['with replicas of its own', { ReadReplicaDBInstanceIdentifiers: ['reports'] }],
  ])('%s can be restored', (_what, change) => {
    expect(problems(change)).toEqual([]);
  });

  it.each<[string, DBInstance, RegExp]>([
    [
      'of Aurora',
      { DBClusterIdentifier: 'c', Engine: 'aurora-postgresql', EngineVersion: '13.9' },
      /"survey" is a member of the cluster "c"; .*not supported yet$/,
    ],
    ['of a Multi-AZ cluster', { DBClusterIdentifier: 'c', Engine: 'postgres' }, /is a member of the cluster "c"/],
    ['of another engine', { Engine: 'mysql', EngineVersion: '8.0.35' }, /runs mysql; expected postgres$/],
    ['of MariaDB', { Engine: 'mariadb', EngineVersion: '10.11' }, /runs mariadb; expected postgres$/],
    [
      'that is a replica',
      { ReadReplicaSourceDBInstanceIdentifier: 'main' },
      /is a replica of "main"; expected the instance/,
    ],
    ['that is a replica of a cluster', { ReadReplicaSourceDBClusterIdentifier: 'main' }, /is a replica of "main"/],
    ['that is too old', { EngineVersion: '13.22' }, /runs PostgreSQL 13\.22; expected 14 or newer$/],
    ['with a version of one digit', { EngineVersion: '9.6.24' }, /runs PostgreSQL 9\.6\.24/],
    ['of another name', { DBInstanceIdentifier: 'reports' }, /the live database is "reports"/],
    ['with a name that only begins alike', { DBInstanceIdentifier: 'survey-2' }, /the live database is "survey-2"/],
    ['in a backup', { DBInstanceStatus: 'backing-up' }, /is backing-up; expected available/],
    ['of other subnets', { DBSubnetGroup: { DBSubnetGroupName: 'x' } }, /subnet group is "x".*database\.subnetGroup$/],
    ['with other parameters', { DBParameterGroups: [{ DBParameterGroupName: 'x' }] }, /parameter group is "x"/],
    [
      'with other options, whose group a restore may not name',
      { OptionGroupMemberships: [{ OptionGroupName: 'x' }] },
      /option group is "x"; .*"default:postgres-17".*database\.optionGroup/,
    ],
    ['with another key', { KmsKeyId: 'arn:kms:key/2' }, /storage key is "arn:kms:key\/2"/],
    ['without a key', { KmsKeyId: undefined }, /storage key is "none"/],
  ])('%s is told, and nothing else of it', (_what, change, told) => {
    expect(problems(change)).toEqual([expect.stringMatching(told)]);
  });

  it.each([
    ['available', true, true],
    ['storage-optimization', true, true],
    ['backing-up', false, true],
    ['backing-up', true, false],
    ['modifying', false, false],
    ['stopped', false, false],
  ])('that is %s suits a release that is fenced (%s): %s', (DBInstanceStatus, fenced, suits) => {
    const release = { fenced } as Input['release'];
    const found = databaseProblems({ ...input, release }, liveInstance({ DBInstanceStatus }), 'survey.rds');
    expect(found.length === 0).toBe(suits);
  });

  it('is told of once with everything that is wrong', () => {
    const wrong = { EngineVersion: '12.1', DBInstanceStatus: 'stopped', ReadReplicaSourceDBInstanceIdentifier: 'main' };
    expect(problems(wrong)).toHaveLength(3);
  });

  it('that a rollback has quarantined is no place to release to: the pointer was moved back', () => {
    const tagged = (Value: string) => problems({ TagList: [{ Key: 'knowngood:purpose', Value }] });
    expect(tagged('quarantined')).toEqual([expect.stringMatching(/"survey", which a rollback has quarantined/)]);
    expect(tagged('restored')).toEqual([]);
  });

  it('that the pointer does not name is told, with what it holds', () => {
    expect(databaseProblems(input, undefined, 'old.rds')).toEqual([
      expect.stringMatching(/the pointer holds "old\.rds", which is the endpoint of no database instance here/),
    ]);
  });
});
