import type { Run } from '../run/run.ts';
import { NEW } from '../world/versions.ts';
import { servicesOf } from './seen.ts';

/** No environment is ever half-way without being marked so: an `open` one runs, whole, and nothing of ours is left in it. */
export function marked(run: Run): string[] {
  const { world } = run;
  const status = world.ledger.status();
  if (status['status'] !== 'open') return [];
  const found: string[] = [];
  if (world.listeners.some(({ page }) => page)) found.push('users get the maintenance page');
  if ((status['maintenanceSince'] ?? '-') !== '-') found.push('the ledger holds maintenance mode as raised');
  const stopped = Object.keys((status['stopped'] ?? {}) as object);
  if (stopped.length > 0) found.push(`the ledger holds ${stopped.join(', ')} as stopped`);
  const intents = Object.keys((status['intents'] ?? {}) as object);
  if (intents.length > 0) found.push(`intents are open: ${intents.join(', ')}`);
  const services = servicesOf(run);
  for (const { name, desired, running, suspended, breaker } of services) {
    if (desired === 0) found.push(`the service ${name} is at zero`);
    else if (running < desired) found.push(`the service ${name} runs ${running} of ${desired} tasks`);
    if (suspended) found.push(`autoscaling of ${name} is suspended`);
    if (!breaker) found.push(`the circuit breaker of ${name} does not roll back any more`);
  }
  const versions = new Set(services.flatMap((service) => service.versions));
  // Whoever deploys by hand decides about that service alone; who reopens as it is, is told which services are behind.
  const behind = services.filter((service) => !service.versions.includes(NEW)).map(({ name }) => name);
  const told = world.mail.mails.some(
    ({ topic, body }) =>
      topic.endsWith('devops') &&
      body.includes(`os serviços ficam em versões diferentes: ${behind.join(', ')} sem a versão nova`),
  );
  if (versions.size > 1 && world.facts.others.length === 0 && !told)
    found.push(`services run different versions: ${[...versions].join(', ')}`);
  const migrating = world.facts.apps.filter(({ kind, running }) => kind === 'migration' && running);
  if (migrating.length > 0) found.push('a migration still runs');
  return found.map((what) => `the ledger says open, and ${what}`);
}
