import { NEW } from '../world/versions.ts';
import type { World } from '../world/world.ts';
import type { AtTheConsole } from './at-the-console.ts';

export async function releaseAgain(_world: World, person: AtTheConsole): Promise<void> {
  await person.start('release', { version: NEW, reason: 'The same again, by somebody else' });
}

export async function rollBackTwice(_world: World, person: AtTheConsole): Promise<void> {
  const request = { reason: 'Two of us at once', criterion: 'monitoring-feedback' };
  await Promise.all([person.start('rollback', request), person.start('rollback', { ...request, requestedBy: 'b' })]);
}

export async function stopAnExecution(world: World, person: AtTheConsole): Promise<void> {
  const running = world.states.executions().filter(({ status }) => status === 'RUNNING');
  const found = running.at(world.chance.int(0, Math.max(1, running.length)));
  if (found !== undefined) await person.stop(found.options.arn);
}

export async function redriveAnEndedOne(world: World, person: AtTheConsole): Promise<void> {
  const ended = world.states.executions().find(({ status }) => status === 'ABORTED' || status === 'FAILED');
  if (ended !== undefined) await person.redrive(ended.options.arn);
}
