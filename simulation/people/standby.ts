import type { Cast } from '../story/cast.ts';
import { machineOf } from '../world/control-plane.ts';
import type { Server } from '../world/postgres-server.ts';
import { ROLES } from '../world/survey-platform.ts';
import type { World } from '../world/world.ts';

const LOOKS_MS = 5_000;

/** Waits until every standby is proven and warm, or until nobody makes one any more. */
export async function standsReady({ world }: Cast): Promise<void> {
  const making = () =>
    world.states
      .executions()
      .some(({ options, status }) => machineOf(options.machineArn) === 'standby' && status === 'RUNNING');
  const warm = () => world.ledger.releases().every(({ standby }) => standby === undefined || standby.warmth !== null);
  while (making() && !warm()) await world.clock.sleep(LOOKS_MS);
}

/** A job finds the standby, whatever told it the address, and changes a row of it, which no count of rows shows. */
export function touchStandby(world: World): void {
  const session = standbyServer(world)?.connect(ROLES.application, 'stray-job');
  session?.write('distributions', 'update', world.facts.nextWrite());
  session?.end();
}

/** Where the release's standby runs; undefined: there is none. */
export function standbyServer(world: World): Server | undefined {
  const names = world.ledger.releases().flatMap(({ standby }) => standby?.instance ?? []);
  const found = world.instances().find(({ DBInstanceIdentifier = '' }) => names.includes(DBInstanceIdentifier));
  return world.postgres.at(found?.Endpoint?.Port ?? 0);
}
