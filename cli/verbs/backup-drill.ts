import { start } from '../account/executions.ts';
import { EXIT, type ExitCode, Stop } from '../exit.ts';
import type { Session } from '../session.ts';
import { follow } from '../watch/follow.ts';
import type { Typed } from './verb.ts';

/** Starts the very workflow that the schedule starts, and follows it. It asks nothing: it touches nothing that is used. */
export async function backupDrill(session: Session, typed: Typed): Promise<ExitCode> {
  const { errors, screens } = session.words;
  const environment = await session.environment();
  let arn: string;
  try {
    arn = await start(environment, 'backup-drill', {});
  } catch (error) {
    if ((error as Error).name !== 'StateMachineDoesNotExist') throw error;
    throw new Stop(EXIT.refused, errors.noBackupDrills(environment.name));
  }
  if (typed.options['wait'] !== false) return await follow(session, environment, arn);
  if (session.json) session.printJson({ execution: arn });
  else session.print([{ text: screens.started(arn), tone: 'plain' }]);
  return EXIT.done;
}
