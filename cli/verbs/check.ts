import { STATES } from '../../lambdas/model/state-names.ts';
import { givenTo } from '../account/deployed.ts';
import type { Environment } from '../account/environments.ts';
import { deployed, ended, start } from '../account/executions.ts';
import { EXIT, type ExitCode, Stop } from '../exit.ts';
import { type DryRun, dryRunLines } from '../screen/dry-run.ts';
import type { Session } from '../session.ts';
import { described, readsRelease } from './release.ts';
import { filled, type Reader, requestedBy } from './request.ts';
import { readsRollback } from './rollback.ts';
import { isSet, type Run, textOf } from './verb.ts';

/** What the request of a dry run gives as its reason: nobody is told of it. */
const REASON = 'Dry run: is everything ready?';

export const run: Run = async (session, typed) => {
  const { errors } = session.words;
  const [version] = typed.args as [string | undefined];
  const rollback = isSet(typed, 'rollback');
  const to = textOf(typed, 'to');
  const release = described(typed);
  const [beside] = [...(version === undefined ? [] : ['<version>']), ...Object.keys(release).map((key) => `"${key}"`)];
  if (rollback && beside !== undefined) throw new Stop(EXIT.wrongInput, errors.contradiction('--rollback', beside));
  if (!rollback && to !== undefined) throw new Stop(EXIT.wrongInput, errors.needed('--rollback', '--to'));
  if (!rollback && version === undefined) throw new Stop(EXIT.wrongInput, errors.noneOf(['<version>', '--rollback']));
  const environment = await session.environment();
  const common = { reason: REASON, requestedBy: requestedBy(typed), dryRun: true };
  const answer = rollback
    ? await dryRun(environment, 'rollback', filled({ ...common, to, criterion: 'monitoring-feedback' }))
    : await dryRun(environment, 'release', filled({ ...common, version, ...release }));
  return tell(session, answer);
};

export function tell(session: Session, answer: DryRun): ExitCode {
  if (session.json) session.printJson(answer);
  else session.print(dryRunLines(answer, session.words, session.columns));
  return answer.wouldRun ? EXIT.done : EXIT.refused;
}

const READ: Readonly<Record<'release' | 'rollback', readonly [state: string, reader: Reader]>> = {
  release: [STATES.readTheRequest, readsRelease],
  rollback: [STATES.readWhatStartedTheRollback, readsRollback],
};

/** Runs the workflow dry and waits for its answer. @throws Stop where the request is wrong */
export async function dryRun(environment: Environment, kind: 'release' | 'rollback', request: object): Promise<DryRun> {
  const [state, reader] = READ[kind];
  const wrong = reader(givenTo(await deployed(environment, kind), state), request);
  if (wrong !== undefined) throw new Stop(EXIT.wrongInput, wrong);
  const { output, error, cause } = await ended(await start(environment, kind, request));
  if (output === undefined) throw new Stop(EXIT.refused, cause ?? error ?? '');
  return JSON.parse(output) as DryRun;
}
