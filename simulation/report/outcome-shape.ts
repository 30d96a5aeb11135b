import { liveServer, servicesOf } from '../invariants/seen.ts';
import type { Run } from '../run/run.ts';

/** What a run has made of the environment, without names, times and numbers of attempts: equal shapes are the same outcome. */
export function shapeOf(run: Run): string {
  const { world } = run;
  const status = world.ledger.status();
  const live = liveServer(run);
  const records = [...world.ledger.records().values()].filter(({ record }) => record !== 'status');
  return JSON.stringify({
    status: status['status'],
    works: records.map(({ record, outcome }) => `${String(record).split('#')[0]} ${outcome}`).sort(),
    services: servicesOf(run).map(({ name, desired, versions, suspended, breaker }) => ({
      ...{ name, desired, versions, suspended, breaker },
    })),
    database: live?.parent === undefined ? 'the original' : 'restored',
    schema: live?.content.schema,
    quarantined: world.postgres.servers.filter(({ content }) => content.readOnly).length,
    parameters: world.parameterValues(),
    page: world.listeners.some(({ page }) => page),
    executions: world.states
      .executions()
      .map(({ options, status: ended }) => `${options.machineArn.split('-').at(-1)} ${ended}`)
      .sort(),
  });
}
