import type { ModifyDBInstanceMessage } from '@aws-sdk/client-rds';
import type { DatabaseSettings, OwedSettings } from '../../model/release.ts';
import type { AskedChange, Attempts, OwedChange } from '../../model/settling.ts';

type Modification = Omit<ModifyDBInstanceMessage, 'DBInstanceIdentifier' | 'ApplyImmediately'>;

/** A change that a restored instance still needs, and how RDS is asked for it. */
export type Owed = AskedChange & ({ readonly modify: Modification } | { readonly role: string });

/** RDS accepts a change and may still not make it: asked for this often, it is told instead. */
const MOST_TRIES = 3;

const isSame = (one: AskedChange) => (other: AskedChange) => one.change === other.change && one.of === other.of;

/** What is owed and still worth asking for, in the order in which it is asked for. */
export function openChanges(found: DatabaseSettings, wanted: DatabaseSettings, attempts: Attempts): Owed[] {
  return owedChanges(found, wanted).filter(
    (owed) => !attempts.refused.some(isSame(owed)) && attempts.tried.filter(isSame(owed)).length < MOST_TRIES,
  );
}

/** Everything owed: first what needs no time of the instance, last the roles, one by one. */
export function owedChanges(found: DatabaseSettings, wanted: DatabaseSettings): Owed[] {
  return [
    ...protection(found, wanted),
    ...growth(found.owed, wanted.owed),
    ...maintenance(found.owed, wanted.owed),
    ...monitoring(found.owed, wanted.owed),
    ...insights(found.owed, wanted.owed),
    ...roles(found.owed, wanted.owed),
  ];
}

const modification = (change: OwedChange, modify: Modification): Owed => ({ change, of: '', modify });

/** A standby is restored without: retention could not delete it. RDS changes it at once. */
const protection = (found: DatabaseSettings, { deletionProtection }: DatabaseSettings): Owed[] =>
  deletionProtection && !found.deletionProtection
    ? [modification('deletion-protection', { DeletionProtection: true })]
    : [];

const growth = (found: OwedSettings, { maxAllocatedStorage }: OwedSettings): Owed[] =>
  maxAllocatedStorage === 0 || found.maxAllocatedStorage === maxAllocatedStorage
    ? []
    : [modification('storage-growth', { MaxAllocatedStorage: maxAllocatedStorage })];

const maintenance = (found: OwedSettings, { maintenanceWindow }: OwedSettings): Owed[] =>
  maintenanceWindow === '' || found.maintenanceWindow === maintenanceWindow
    ? []
    : [modification('maintenance-window', { PreferredMaintenanceWindow: maintenanceWindow })];

function monitoring(found: OwedSettings, { monitoringInterval, monitoringRole }: OwedSettings): Owed[] {
  const is = found.monitoringInterval === monitoringInterval && found.monitoringRole === monitoringRole;
  if (is || monitoringInterval === 0) return [];
  return [
    modification('monitoring', {
      MonitoringInterval: monitoringInterval,
      ...(monitoringRole === '' ? {} : { MonitoringRoleArn: monitoringRole }),
    }),
  ];
}

/** RDS wants all of it in one request, and takes a key only while Performance Insights is off. */
function insights(found: OwedSettings, wanted: OwedSettings): Owed[] {
  const { performanceInsights, insightsKey = '', insightsRetentionDays = null, insightsMode = '' } = wanted;
  if (!performanceInsights) return [];
  const is =
    found.performanceInsights &&
    (insightsRetentionDays === null || found.insightsRetentionDays === insightsRetentionDays) &&
    (insightsMode === '' || found.insightsMode === insightsMode);
  if (is) return [];
  return [
    modification('insights', {
      EnablePerformanceInsights: true,
      ...(insightsKey === '' || found.performanceInsights ? {} : { PerformanceInsightsKMSKeyId: insightsKey }),
      ...(insightsRetentionDays === null ? {} : { PerformanceInsightsRetentionPeriod: insightsRetentionDays }),
      ...(insightsMode === 'advanced' || insightsMode === 'standard' ? { DatabaseInsightsMode: insightsMode } : {}),
    }),
  ];
}

const roles = (found: OwedSettings, { associatedRoles = {} }: OwedSettings): Owed[] =>
  Object.entries(associatedRoles)
    .filter(([feature]) => found.associatedRoles[feature] === undefined)
    .map(([feature, role]) => ({ change: 'associated-role', of: feature, role }));
