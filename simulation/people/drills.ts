import type { Cast } from '../story/cast.ts';
import { DELETE_THROW_AWAY, DRILL_LOOK_RULE, PUBLISH_DRILL } from '../world/control-plane.ts';
import { fire } from './retention.ts';

/** RDS has deleted by then what it was asked to. */
const BETWEEN_LOOKS_MS = 5 * 60_000;
const LOOKS = 3;

/** The hourly looks after a backup drill, closer together: an hour of users and alarms would show nothing more. */
export async function looksAtDrills(cast: Cast): Promise<void> {
  for (let look = 0; look < LOOKS; look++) {
    await lookAtDrills(cast);
    await cast.world.clock.sleep(BETWEEN_LOOKS_MS);
  }
}

export async function lookAtDrills({ world }: Cast): Promise<void> {
  const time = new Date(world.clock.now()).toISOString();
  for (const step of [DELETE_THROW_AWAY, PUBLISH_DRILL]) await fire(world, DRILL_LOOK_RULE, step, time);
}
