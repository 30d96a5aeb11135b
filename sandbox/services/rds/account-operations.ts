import * as rds from '@aws-sdk/client-rds';
import { onEverything } from '../../kernel/access.ts';
import type { Operations } from '../../kernel/operation.ts';
import { MOST_INSTANCES } from './restore.ts';
import { MOST_SNAPSHOTS } from './snapshots.ts';
import type { RdsState } from './state.ts';

/** Storage that an account may allocate in a Region, in GiB (https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html). */
const MOST_STORAGE = 100_000;

/** Major versions on offer; RDS lists an older one no more, unless it is asked for all. */
const OFFERED = ['14', '15', '16', '17', '18'];

/** Operations on what an account has and RDS offers. */
export const accountOperations = (state: RdsState): Operations<typeof rds> => ({
  DescribeAccountAttributes: {
    access: onEverything('rds:DescribeAccountAttributes'),
    handle: () => ({
      AccountQuotas: [
        { AccountQuotaName: 'DBInstances', Used: state.instances.length, Max: MOST_INSTANCES },
        {
          AccountQuotaName: 'AllocatedStorage',
          Used: state.instances.reduce((sum, { settings }) => sum + (settings.AllocatedStorage ?? 0), 0),
          Max: MOST_STORAGE,
        },
        { AccountQuotaName: 'ManualSnapshots', Used: state.snapshots.size, Max: MOST_SNAPSHOTS },
      ],
    }),
  },

  DescribeDBEngineVersions: {
    access: onEverything('rds:DescribeDBEngineVersions'),
    handle: ({ Engine, EngineVersion = '' }) => ({
      DBEngineVersions:
        Engine === 'postgres' && OFFERED.includes(EngineVersion.split('.')[0] ?? '')
          ? [{ Engine, EngineVersion, Status: 'available' }]
          : [],
    }),
  },

  DescribeDBProxies: {
    access: onEverything('rds:DescribeDBProxies'),
    handle: () => ({ DBProxies: [...state.proxies.keys()].map((DBProxyName) => ({ DBProxyName })) }),
  },

  DescribeDBProxyTargets: {
    access: onEverything('rds:DescribeDBProxyTargets'),
    handle({ DBProxyName = '' }) {
      const instance = state.proxies.get(DBProxyName);
      if (instance === undefined)
        throw new rds.DBProxyNotFoundFault({ message: `DB proxy ${DBProxyName} not found.`, $metadata: {} });
      return { Targets: [{ RdsResourceId: instance, Type: 'RDS_INSTANCE' }] };
    },
  },
});
