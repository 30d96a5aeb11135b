import { STATES } from '../../lambdas/model/state-names.ts';
import { read } from '../../lambdas/requests/read-release-request/read.ts';
import { EXIT, Stop } from '../exit.ts';
import type { Session } from '../session.ts';
import { ask, filled, type Reader, requestedBy, requestIn } from './request.ts';
import { isSet, listOf, type Run, type Typed, textOf } from './verb.ts';

/** Options that say something about a release, by their names at commander and at the terminal. */
const OF_A_RELEASE = {
  service: '--service',
  migration: '--migration',
  affected: '--affected',
  ignoreAlarm: '--ignore-alarm',
  standby: '--standby',
  commit: '--commit',
  branch: '--branch',
  kind: '--kind',
  impact: '--impact',
  plan: '--plan',
  from: '--from',
  despite: '--despite',
  dryRun: '--dry-run',
} as const;

export const run: Run = async (session, typed) =>
  await ask(session, typed, {
    kind: 'release',
    request: requestOf(session, typed),
    state: STATES.readTheRequest,
    reader: readsRelease,
  });

/** Asks the workflow's own reader. */
export const readsRelease: Reader = (given, request) => {
  const reading = read({
    ...(given as unknown as Parameters<typeof read>[0]),
    ...{ request, executionName: 'asked-here', startedAt: new Date(0).toISOString() },
  });
  return reading.ok ? undefined : reading.message;
};

/** The request as the workflow takes it. @throws Stop where what was typed contradicts itself */
export function requestOf(session: Session, typed: Typed): Record<string, unknown> {
  const { errors } = session.words;
  const [version] = typed.args as [string | undefined];
  const confirm = textOf(typed, 'confirm');
  const input = textOf(typed, 'input');
  const reason = textOf(typed, 'reason');
  const besides = Object.entries(OF_A_RELEASE).flatMap(([name, flag]) =>
    typed.options[name] === undefined ? [] : [flag],
  );
  const contradicts = (one: string, others: readonly (string | undefined)[]): void => {
    const other = others.find((found) => found !== undefined);
    if (other !== undefined) throw new Stop(EXIT.wrongInput, errors.contradiction(one, other));
  };
  if (input !== undefined) {
    contradicts('--input', [version, confirm && '--confirm', reason && '--reason', ...besides]);
    return requestIn(session, input);
  }
  if (confirm !== undefined) {
    contradicts('--confirm', [version, ...besides]);
    if (reason === undefined) throw new Stop(EXIT.wrongInput, errors.needed('--reason', '--confirm'));
    return filled({ confirm, reason, requestedBy: requestedBy(typed) });
  }
  if (version === undefined) throw new Stop(EXIT.wrongInput, errors.noneOf(['<version>', '--confirm', '--input']));
  if (reason === undefined) throw new Stop(EXIT.wrongInput, errors.needed('--reason', `release ${version}`));
  return filled({ version, reason, requestedBy: requestedBy(typed), ...described(typed) });
}

/** What is released, apart from why and by whom. */
export function described(typed: Typed): Record<string, unknown> {
  const services = listOf(typed, 'service').map((pair) => {
    const at = pair.indexOf('=');
    return at < 0 ? [pair, {}] : [pair.slice(0, at), { image: pair.slice(at + 1) }];
  });
  return filled({
    services: services.length === 0 ? undefined : Object.fromEntries(services),
    migration: textOf(typed, 'migration'),
    affected: listOf(typed, 'affected'),
    ignoreAlarms: listOf(typed, 'ignoreAlarm'),
    standby: textOf(typed, 'standby'),
    commit: textOf(typed, 'commit'),
    branch: textOf(typed, 'branch'),
    kind: textOf(typed, 'kind'),
    impact: textOf(typed, 'impact'),
    plan: textOf(typed, 'plan'),
    promoteFrom: textOf(typed, 'from'),
    despite: textOf(typed, 'despite'),
    dryRun: isSet(typed, 'dryRun'),
  });
}
