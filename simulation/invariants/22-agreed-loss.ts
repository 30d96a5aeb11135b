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
  const executions = world.states.executions();
  const restored = executions.flatMap(({ output }) => (output as { restored?: string } | null)?.restored ?? []);
  // Of each restore its own loss is agreed: by the limit, or by whoever accepted more.
  const restores = Math.max(1, new Set(restored).size);
  const accepted = executions.flatMap((execution) => {
    const given = inputOf(execution)['acceptLostWrites'];
    return given === undefined ? [] : [given === 'unknown' ? lost : Number(given)];
  });
  const agreed = [...accepted, ...Array.from({ length: restores }, () => lossLimit)].sort((a, b) => b - a);
  const most = agreed.slice(0, restores).reduce((sum, one) => sum + one, 0);
  return lost <= most ? [] : [`${lost} users' writes are lost; agreed were ${most}`];
}
