import { STATES } from '../lambdas/model/state-names.ts';
import { ArmedFaults } from '../simulation/faults/armed-faults.ts';
import { SEED } from '../simulation/faults/baselines.ts';
import { cell } from '../simulation/faults/cell.ts';
import { loadHandlers } from '../simulation/run/handlers.ts';
import { prepareThread } from '../simulation/run/prepared-thread.ts';
import type { Run } from '../simulation/run/run.ts';
import { Runner } from '../simulation/run/runner.ts';
import { type Scenario, story } from '../simulation/story/scenario.ts';

/** The page of a rollback with the database, seconds. */
export interface PageOfRestore {
  /** Users had the page for so long. */
  readonly page: number;
  /** Of that: from the look at the standby until the restored instance was proven and warmed. */
  readonly restored: number;
  /** Of that: until it accepted connections, and until it was warm. */
  readonly accepted: number;
  readonly warmed: number;
}

const WITH: Scenario = story({ bad: 'standby' });
/** The same story, whose standby nobody could start. */
const WITHOUT: Scenario = story({
  bad: 'standby',
  given: [cell('release', STATES.startTheStandby, 'access-denied', 'states:StartExecution')],
});

/** The same rollback with a standby and without, in the simulation, without another fault. */
export async function measureStandby(): Promise<{ readonly standby: PageOfRestore; readonly restore: PageOfRestore }> {
  prepareThread();
  const runner = new Runner(await loadHandlers());
  const of = async (scenario: Scenario) =>
    pageOf(await runner.run(SEED, scenario, new ArmedFaults([], scenario.given)));
  return { standby: await of(WITH), restore: await of(WITHOUT) };
}

function pageOf({ world }: Run): PageOfRestore {
  const { lastPage } = world.ledger.status();
  if (lastPage === undefined || lastPage === null) throw new Error('The rollback showed no page.');
  const of = (state: string) => world.functions.invocations.filter((one) => one.state === state);
  const began = of(STATES.restoreTheDatabaseBesideTheLiveOne)[0]?.at ?? Number.NaN;
  const proving = of(STATES.proveTheRestoredDatabase)[0]?.at ?? Number.NaN;
  const warming = of(STATES.warmTheRestoredDatabase)[0]?.at ?? Number.NaN;
  const counting = of(STATES.countTheLostWritesAgain)[0]?.at ?? Number.NaN;
  const seconds = (from: number, to: number) => Math.round((to - from) / 1_000);
  return {
    page: seconds(Date.parse(lastPage.since), Date.parse(lastPage.until)),
    restored: seconds(began, counting),
    accepted: seconds(began, proving),
    warmed: seconds(warming, counting),
  };
}

/** Minutes of page where RDS takes so long to restore: everything else as the simulation has it. */
export const pageAfter = ({ page, accepted }: PageOfRestore, restoreMinutes: number): number =>
  Math.round(((page - accepted) / 60 + restoreMinutes) * 10) / 10;
