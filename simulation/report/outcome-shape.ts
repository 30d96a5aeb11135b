import { endingOf, onlyReports } from '../invariants/executions.ts';
import type { Run } from '../run/run.ts';
import { liveServer, runningServices } from '../world/running-services.ts';
import { PARAMETERS } from '../world/survey-platform.ts';
import type { World } from '../world/world.ts';

/** What a run has made of the environment, without names, times and numbers of attempts: equal shapes are the same outcome. */
export function shapeOf({ world }: Run): string {
  const status = world.ledger.status();
  const live = liveServer(world);
  const records = [...world.ledger.records().values()].filter(({ record }) => record !== 'status');
  return JSON.stringify({
    status: status.status,
    works: records.map(({ record, outcome }) => `${String(record).split('#')[0]} ${outcome}`).sort(),
    services: runningServices(world).map(({ name, desired, versions, suspended, breaker }) => ({
      ...{ name, desired, versions, suspended, breaker },
    })),
    database: live?.parent === undefined ? 'the original' : 'restored',
    schema: live?.content.schema,
    quarantined: world.postgres.servers.filter(({ content }) => content.readOnly).length,
    parameters: parameterValues(world),
    page: world.listeners.some(({ page }) => page),
    executions: world.states
      .executions()
      .filter((execution) => !onlyReports(execution))
      .map(endingOf)
      .sort(),
  });
}

/** Every parameter's value, but the pointer's. */
function parameterValues({ ssm }: World): Record<string, string> {
  const { npsQuestion, dashboardTitle } = PARAMETERS;
  return Object.fromEntries([npsQuestion, dashboardTitle].map((name) => [name, ssm.valueOf(name)]));
}
