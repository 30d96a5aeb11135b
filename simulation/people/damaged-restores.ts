import type { Server } from '../world/postgres-server.ts';
import { ROLES } from '../world/survey-platform.ts';
import type { World } from '../world/world.ts';
import { PERSON } from './at-the-console.ts';

const MOST_WAITS = 200;
const WAITS_MS = 5_000;
const ROWS_MISSING = 60;

/** A restore that RDS calls good lacks rows of a table that no sentinel asks. Once: the next restore has them all. */
export async function loseRowsOfARestore(world: World): Promise<void> {
  const restored = await nextRestored(world);
  if (restored === undefined) return;
  restored.content.table('surveys').rows -= ROWS_MISSING;
  world.facts.incomplete.set(restored, () => {
    restored.content.table('surveys').rows += ROWS_MISSING;
  });
}

/** A restore has every row, and a role that its application may not log in with: no sentinel asks in its name. Once. */
export async function shutTheRoleOutOfARestore(world: World): Promise<void> {
  const restored = await nextRestored(world);
  if (restored === undefined) return;
  restored.content.shutOut.add(ROLES.application);
  world.facts.incomplete.set(restored, () => restored.content.shutOut.delete(ROLES.application));
}

async function nextRestored({ clock, postgres }: World): Promise<Server | undefined> {
  const already = postgres.servers.length;
  for (let n = 0; n < MOST_WAITS; n++) {
    const restored = postgres.servers.slice(already).find(({ parent }) => parent !== undefined);
    if (restored !== undefined) return restored;
    await clock.sleep(WAITS_MS);
  }
  return undefined;
}

/** Another than the original's, within what RDS takes; nothing that Settle owes. */
const OTHER_RETENTION_DAYS = 3;

/** Of a restored instance a setting is not the original's, whatever its restore asked for. Changed as soon as RDS takes changes. */
export async function changeASettingOfARestore(world: World): Promise<void> {
  const restored = await nextRestored(world);
  for (let n = 0; restored !== undefined && n < MOST_WAITS; n++) {
    const found = world.instances().find(({ Endpoint }) => Endpoint?.Port === restored.port);
    if (found?.DBInstanceStatus === 'available') {
      const { DBInstanceIdentifier = '' } = found;
      world.facts.changedSettings.push({ instance: DBInstanceIdentifier, at: world.clock.now() });
      const change = { BackupRetentionPeriod: OTHER_RETENTION_DAYS, ApplyImmediately: true };
      await world.kernel.call(PERSON, 'rds', 'ModifyDBInstance', { DBInstanceIdentifier, ...change });
      return;
    }
    await world.clock.sleep(WAITS_MS);
  }
}

/** Somebody has put back what a restore lacked, as they do with any damage that a proof names. */
export function completeRestores({ facts }: World): void {
  for (const putBack of facts.incomplete.values()) putBack();
  facts.incomplete.clear();
}
