import { type DBInstance, DBInstanceNotFoundFault, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { clientSettings } from '../aws/client-settings.ts';
import type { Pointer } from '../model/environment.ts';
import type { LiveDatabase } from '../model/release.ts';
import { pointerValue } from './pointer.ts';
import { settingsOf } from './settings.ts';

export { settingsOf };

export const rds = new RDSClient(clientSettings);

/** One instance by its identifier, or `undefined`. */
export async function instanceByName(identifier: string): Promise<DBInstance | undefined> {
  try {
    const { DBInstances } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier }));
    return DBInstances?.[0];
  } catch (error) {
    if (error instanceof DBInstanceNotFoundFault) return undefined;
    throw error;
  }
}

/** Every instance of the account in this Region (the live one is found by its endpoint, not by its name). */
export async function allInstances(): Promise<DBInstance[]> {
  const found: DBInstance[] = [];
  let marker: string | undefined;
  do {
    const page = await rds.send(new DescribeDBInstancesCommand({ Marker: marker }));
    found.push(...(page.DBInstances ?? []));
    marker = page.Marker;
  } while (marker !== undefined && marker !== '');
  return found;
}

/** The live instance: the one whose endpoint the pointer holds. */
export function liveInstance(
  instances: readonly DBInstance[],
  pointer: Pointer,
  value: string,
): DBInstance | undefined {
  return instances.find(
    (db) =>
      db.Endpoint?.Address !== undefined &&
      pointerValue(pointer, db.Endpoint.Address, db.Endpoint.Port ?? 5432) === value,
  );
}

export function asLiveDatabase(db: DBInstance, value: string): LiveDatabase {
  return {
    identifier: db.DBInstanceIdentifier ?? '',
    resourceId: db.DbiResourceId ?? '',
    host: db.Endpoint?.Address ?? '',
    port: db.Endpoint?.Port ?? 5432,
    pointer: value,
    engineVersion: db.EngineVersion ?? '',
    encrypted: db.StorageEncrypted ?? false,
    kmsKey: db.KmsKeyId ?? null,
    settings: settingsOf(db),
  };
}
