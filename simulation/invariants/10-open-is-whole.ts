import { differentVersions } from '../people/words.ts';
import type { Run } from '../run/run.ts';
import { factsOf, isToDevops } from '../world/mail.ts';
import { enabledJobs, type RunningService, runningServices } from '../world/running-services.ts';
import { JOBS, SERVICES } from '../world/survey-platform.ts';
import { executionOf, inputOf } from './executions.ts';

/** No environment is ever half-way without being marked so: an `open` one runs, whole, and nothing of ours is left in it. */
export function openIsWhole(run: Run): string[] {
  const { world } = run;
  if (world.ledger.status().status !== 'open') return [];
  const services = runningServices(world);
  const migrating = world.facts.apps.some(({ kind, running }) => kind === 'migration' && running);
  return [
    ...(world.listeners.some(({ page }) => page) ? ['users get the maintenance page'] : []),
    ...leftInLedger(run),
    ...services.flatMap(notWhole),
    ...jobsPaused(run),
    ...unequal(run, services),
    ...configurationLeft(run),
    ...(migrating ? ['a migration still runs'] : []),
    ...(statementRuns(run) ? ['a statement of a stopped migration still runs'] : []),
  ].map((what) => `the ledger says open, and ${what}`);
}

/** On any instance: an end of which DevOps was told that it could not be made is let pass. */
function statementRuns({ world }: Run): boolean {
  const told = world.mail.mails.some((mail) => {
    const facts = factsOf(world, mail);
    return facts?.kind === 'left-undone' && facts.what === 'migration-sessions';
  });
  const sessions = world.postgres.servers.flatMap((server) => (server.running ? [...server.sessions] : []));
  return !told && sessions.some(({ applicationName }) => applicationName.startsWith('knowngood-migration'));
}

function leftInLedger({ world }: Run): string[] {
  const { maintenanceSince = null, stopped = {}, paused = {}, intents = {} } = world.ledger.status();
  const [services, steps] = [Object.keys(stopped), Object.keys(intents)];
  return [
    ...(maintenanceSince === null ? [] : ['the ledger holds maintenance mode as raised']),
    ...(services.length > 0 ? [`the ledger holds ${services.join(', ')} as stopped`] : []),
    ...(Object.keys(paused).length > 0 ? [`the ledger holds ${Object.keys(paused).join(', ')} as paused`] : []),
    ...(steps.length > 0 ? [`intents are open: ${steps.join(', ')}`] : []),
  ];
}

function notWhole({ name, desired, running, suspended, breaker }: RunningService): string[] {
  return [
    ...(desired === 0 ? [`the service ${name} is at zero`] : []),
    ...(desired > 0 && running < desired ? [`the service ${name} runs ${running} of ${desired} tasks`] : []),
    ...(suspended ? [`autoscaling of ${name} is suspended`] : []),
    ...(breaker ? [] : [`the circuit breaker of ${name} does not roll back any more`]),
  ];
}

/** What changed with a release goes back with it; what somebody changed after it stays, and going forward again asks for none of it. */
function configurationLeft({ world }: Run): string[] {
  if (world.ledger.rollbacks().some(({ forward }) => forward === true)) return [];
  const undone = world.ledger.releases().filter(({ outcome }) => outcome === 'rolled-back');
  const { configured, others } = world.facts;
  return configured
    .filter(({ name }, n) => configured.findIndex((other) => other.name === name) === n)
    .filter(({ name }) => others.filter(({ named }) => named === name).length === configured.length)
    .filter(
      ({ release, name, before }) => undone.some(({ id }) => id === release) && world.ssm.valueOf(name) !== before,
    )
    .map(({ name }) => `${name} is as the undone release left it`);
}

/** Everything that starts jobs was on before, and nobody but the control plane switches it. */
function jobsPaused({ world }: Run): string[] {
  const enabled = enabledJobs(world);
  return Object.values(JOBS)
    .filter((name) => !enabled.includes(name))
    .map((name) => `${name} is left paused`);
}

/** Whoever deploys by hand decides about that service alone. */
function unequal(run: Run, services: readonly RunningService[]): string[] {
  const versions = new Set(services.flatMap((service) => service.versions));
  if (versions.size <= 1 || run.world.facts.others.length > 0) return [];
  if (releasedForSome(run) || reopenedKnowingly(run, services)) return [];
  return [`services run different versions: ${[...versions].join(', ')}`];
}

/** The newest good release was asked for some of the services alone, after one for all of them had not come about. */
function releasedForSome(run: Run): boolean {
  const newest = run.world.ledger.releases().findLast(({ outcome }) => outcome === 'good');
  const asked = Object.keys((inputOf(executionOf(run, newest?.execution ?? ''))['services'] ?? {}) as object);
  return asked.length > 0 && SERVICES.some((name) => !asked.includes(name));
}

/** Whoever reopens as it is reads which services are without the version that was released; the text itself is judged, since a person decides by it. */
function reopenedKnowingly({ world }: Run, services: readonly RunningService[]): boolean {
  const versions = new Set(services.flatMap((service) => service.versions));
  const behind = [...versions].map((version) =>
    differentVersions(
      services.flatMap(({ name, versions: runs }) => (runs.includes(version) ? [] : [name])).join(', '),
    ),
  );
  return world.mail.mails.some((mail) => {
    const facts = factsOf(world, mail);
    const reopened = facts !== undefined && 'decision' in facts && facts.decision === 'reopen';
    return reopened && isToDevops(mail) && behind.some((words) => mail.body.includes(words));
  });
}
