import type { Run } from '../run/run.ts';
import { liveServer } from '../world/running-services.ts';
import { inputOf } from './executions.ts';

/** More users' writes than agreed are never lost without a person, who has accepted as many. */
export function agreedLoss({ world, scenario }: Run): string[] {
  const live = liveServer(world);
  const { lossLimit } = scenario;
  if (lossLimit === undefined || live?.parent === undefined) return [];
  // What a job of somebody's own writes after the count is told, and cannot be taken back.
  const lost = world.facts.writes.filter(({ id, by }) => by !== undefined && !live.content.holds(id)).length;
  const accepted = world.states.executions().map((execution) => inputOf(execution)['acceptLostWrites']);
  const most = Math.max(lossLimit, ...accepted.map((one) => (one === 'unknown' ? lost : Number(one ?? 0))));
  return lost <= most ? [] : [`${lost} users' writes are lost; agreed were ${most}`];
}
