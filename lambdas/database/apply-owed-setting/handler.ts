import {
  AddRoleToDBInstanceCommand,
  DBInstanceRoleAlreadyExistsFault,
  InvalidDBInstanceStateFault,
  ModifyDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { isTemporary, step } from '../../step/step.ts';
import { instanceByName, rds } from '../instances.ts';
import { settingsOf } from '../settings.ts';
import type { Input, Output } from './contract.ts';
import { type Owed, openChanges } from './owed.ts';

/**
 * Asks RDS for the first change that the restored instance is still owed. RDS makes one change at a time, and none during a
 * backup: the workflow looks again after each. A change that RDS refuses is told and not asked for again.
 */
export const handler = step<Input, Output>(async ({ settling, attempts }) => {
  const instance = await instanceByName(settling.instance);
  if (instance === undefined) return attempts;
  const [owed] = openChanges(settingsOf(instance), settling.settings, attempts);
  if (owed === undefined) return attempts;
  const { change, of } = owed;
  try {
    await ask(settling.instance, owed);
  } catch (thrown) {
    const error = thrown as Error;
    if (error instanceof InvalidDBInstanceStateFault) return attempts;
    if (isTemporary(error)) throw error;
    return { ...attempts, refused: [...attempts.refused, { change, of, cause: error.message }] };
  }
  return { ...attempts, tried: [...attempts.tried, { change, of }] };
});

async function ask(DBInstanceIdentifier: string, owed: Owed): Promise<void> {
  if ('modify' in owed) {
    await rds.send(new ModifyDBInstanceCommand({ DBInstanceIdentifier, ...owed.modify, ApplyImmediately: true }));
    return;
  }
  try {
    await rds.send(new AddRoleToDBInstanceCommand({ DBInstanceIdentifier, RoleArn: owed.role, FeatureName: owed.of }));
  } catch (error) {
    // A second call finds the role there.
    if (!(error instanceof DBInstanceRoleAlreadyExistsFault)) throw error;
  }
}
