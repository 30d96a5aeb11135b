import type { SecondPersonRecord, SecondPersonRule } from '../../lambdas/model/second-person.ts';
import { STATES } from '../../lambdas/model/state-names.ts';
import { givenTo } from '../account/deployed.ts';
import type { Environment } from '../account/environments.ts';
import { deployed } from '../account/executions.ts';
import { ledgerOf } from '../account/ledger.ts';
import { EXIT, type ExitCode, Stop } from '../exit.ts';
import type { Session } from '../session.ts';
import { follow } from '../watch/follow.ts';
import type { Typed } from './verb.ts';

/** Confirms what somebody else has asked for; that starts it. @throws Stop */
export async function confirm(session: Session, typed: Typed, id: string): Promise<ExitCode> {
  const { errors, screens } = session.words;
  const environment = await session.environment();
  const rule = givenTo(await deployed(environment, 'decision'), STATES.readWhatStartedTheRollback)['secondPerson'] as
    | SecondPersonRule
    | null
    | undefined;
  if (rule === null || rule === undefined) throw new Stop(EXIT.wrongInput, errors.noSecondPerson(environment.name));
  const asked = await recordOf(environment, id);
  if (asked === undefined) throw new Stop(EXIT.notFound, errors.nothingAsked(id));
  await session.confirm(screens.askConfirm(asked.asked.person, asked.asked.at, asked.content));
  const { atTheAddress } = await import('../account/second-person.ts');
  const answered = await atTheAddress(rule.url, { confirm: id }, session.words);
  const execution = 'execution' in answered ? answered.execution : '';
  if (typed.options['wait'] === false) {
    if (session.json) session.printJson(answered);
    else session.print([{ text: screens.started(execution), tone: 'plain' }]);
    return EXIT.done;
  }
  return await follow(session, environment, execution);
}

/** The ledger of this environment alone. */
async function recordOf(environment: Environment, id: string): Promise<SecondPersonRecord | undefined> {
  await ledgerOf(environment);
  const { readSecondPerson } = await import('../../lambdas/ledger/second-person.ts');
  return await readSecondPerson(id);
}
