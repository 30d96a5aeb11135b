import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PostgresHost } from '../../../../sandbox/postgres/host.ts';
import { createRds, type Rds } from '../../../../sandbox/services/rds/rds.ts';
import { create, fakeKernel, PERSON, until } from '../../processes/fake-kernel.ts';

const call = { principal: PERSON };
let host: PostgresHost;
let rds: Rds;
beforeAll(async () => {
  host = await PostgresHost.open();
  rds = createRds(fakeKernel(400), host);
  await create(rds, 'AWS::RDS::DBInstance', {
    ...{ DBInstanceIdentifier: 'survey', DBInstanceClass: 'db.t4g.medium', Engine: 'postgres', EngineVersion: '17.6' },
    ...{ MasterUsername: 'survey_master', MasterUserPassword: 'first-password', AllocatedStorage: '20' },
  });
}, 60_000);
afterAll(async () => {
  await rds.close?.();
  await host.close();
});
const snapshot = async () =>
  rds.handlers.CreateDBSnapshot?.({ DBInstanceIdentifier: 'survey', DBSnapshotIdentifier: 'good' }, call);

describe('an account', () => {
  it('tells its quotas and what is used of them', async () => {
    const { AccountQuotas } = (await rds.handlers.DescribeAccountAttributes?.({}, call)) ?? {};
    expect(AccountQuotas).toEqual([
      { AccountQuotaName: 'DBInstances', Used: 1, Max: 40 },
      { AccountQuotaName: 'AllocatedStorage', Used: 20, Max: 100_000 },
      { AccountQuotaName: 'ManualSnapshots', Used: 0, Max: 100 },
    ]);
  });

  it.each([
    ['17.6', 1],
    ['13.22', 0],
  ])('is offered PostgreSQL %s, or not', async (EngineVersion, offered) => {
    const found = await rds.handlers.DescribeDBEngineVersions?.({ Engine: 'postgres', EngineVersion }, call);
    expect(found?.DBEngineVersions).toHaveLength(offered);
  });

  it('has the proxies that somebody made', async () => {
    rds.addProxy('pool', 'survey');
    const proxies = await rds.handlers.DescribeDBProxies?.({}, call);
    expect(proxies?.DBProxies?.map(({ DBProxyName }) => DBProxyName)).toEqual(['pool']);
    const targets = await rds.handlers.DescribeDBProxyTargets?.({ DBProxyName: 'pool' }, call);
    expect(targets?.Targets).toMatchObject([{ RdsResourceId: 'survey' }]);
  });

  it('makes no snapshot during a daily backup, and one after it', async () => {
    rds.backUp('survey');
    await expect(snapshot()).rejects.toMatchObject({ name: 'InvalidDBInstanceStateFault' });
    await until(async () => {
      const found = await rds.handlers.DescribeDBInstances?.({ DBInstanceIdentifier: 'survey' }, call);
      return found?.DBInstances?.[0]?.DBInstanceStatus === 'available';
    });
    expect((await snapshot())?.DBSnapshot?.Status).toBe('creating');
  });
});
