import { STATES } from '../../lambdas/model/state-names.ts';
import { givenTo } from '../account/deployed.ts';
import { deployed, execution } from '../account/executions.ts';
import { ledgerOf } from '../account/ledger.ts';
import { EXIT } from '../exit.ts';
import { maintenanceLines } from '../screen/maintenance.ts';
import type { Run } from './verb.ts';

/** Only a workflow that has verified the application, or a person's decision, lowers the page: there is no verb for it. */
export const run: Run = async (session) => {
  const environment = await session.environment();
  const { readStatus } = await ledgerOf(environment);
  const status = await readStatus();
  const holder = status.holder === null ? undefined : await execution(status.holder);
  const { timeZone = 'UTC' } = givenTo(await deployed(environment, 'release'), STATES.writeTheChangeRecord) as {
    readonly timeZone?: string;
  };
  const { maintenanceSince, lastPage, stopped, paused } = status;
  const zone = { language: session.words.language, timeZone };
  if (session.json)
    session.printJson({
      environment: environment.name,
      maintenanceSince,
      lastPage,
      stopped,
      paused,
      status: status.status,
    });
  else session.print(maintenanceLines(status, holder?.status === 'RUNNING', session.words, zone, session.columns));
  return EXIT.done;
};
