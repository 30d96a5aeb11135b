import {
  type DBInstanceAutomatedBackup,
  DBInstanceAutomatedBackupNotFoundFault,
  DescribeDBInstanceAutomatedBackupsCommand,
} from '@aws-sdk/client-rds';
import { rds } from './instances.ts';

/** The automated backups of an instance, whatever its name is by now, and after it is gone where they were retained. */
export async function automatedBackupsOf(resourceId: string): Promise<DBInstanceAutomatedBackup | undefined> {
  try {
    const { DBInstanceAutomatedBackups } = await rds.send(
      new DescribeDBInstanceAutomatedBackupsCommand({ DbiResourceId: resourceId }),
    );
    return DBInstanceAutomatedBackups?.[0];
  } catch (error) {
    if (error instanceof DBInstanceAutomatedBackupNotFoundFault) return undefined;
    throw error;
  }
}
