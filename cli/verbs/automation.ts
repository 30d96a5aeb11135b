import { offAt } from '../../lambdas/model/automation.ts';
import { STATES } from '../../lambdas/model/state-names.ts';
import { read } from '../../lambdas/requests/switch-automation/read.ts';
import { givenTo } from '../account/deployed.ts';
import { deployed } from '../account/executions.ts';
import { ledgerOf } from '../account/ledger.ts';
import { EXIT, type ExitCode, Stop } from '../exit.ts';
import { automationLines } from '../screen/automation.ts';
import type { Session } from '../session.ts';
import { ask, filled, requestedBy } from './request.ts';
import { type Run, textOf } from './verb.ts';

/** Whether alarms start rollbacks; `off` and `on` start the decision workflow, as the console does. */
export const run: Run = async (session, typed) => {
  const { errors } = session.words;
  const [to] = typed.args as [string | undefined];
  const until = textOf(typed, 'until');
  const release = textOf(typed, 'release');
  if (to === undefined) return await show(session);
  const named = `automation ${to}`;
  for (const [flag, value] of Object.entries({ '--until': until, '--release': release }))
    if (to === 'on' && value !== undefined) throw new Stop(EXIT.wrongInput, errors.contradiction(flag, named));
  const reason = textOf(typed, 'reason');
  if (to === 'off' && until === undefined) throw new Stop(EXIT.wrongInput, errors.needed('--until', named));
  if (reason === undefined) throw new Stop(EXIT.wrongInput, errors.needed('--reason', named));
  return await ask(session, typed, {
    kind: 'decision',
    request: filled({
      ...{ automation: to, until: until === undefined ? undefined : momentOf(until, new Date()), reason, release },
      requestedBy: requestedBy(typed),
    }),
    state: STATES.switchAutomation,
    reader: (_given, request) => {
      const reading = read(request, new Date().toISOString());
      return reading.kind === 'refused' ? reading.message : undefined;
    },
  });
};

const MINUTES = { m: 1, h: 60, d: 24 * 60 } as const;

/** `90m`, `2h` and `1d` count from now; everything else is read by the workflow's own reader. */
export function momentOf(until: string, now: Date): string {
  const [, number, unit] = /^(\d{1,5})(m|h|d)$/.exec(until) ?? [];
  if (number === undefined) return until;
  return new Date(now.getTime() + Number(number) * MINUTES[unit as keyof typeof MINUTES] * 60_000).toISOString();
}

async function show(session: Session): Promise<ExitCode> {
  const environment = await session.environment();
  const { readAutomation } = await ledgerOf(environment);
  const record = await readAutomation();
  const now = new Date().toISOString();
  const off = offAt(record, now);
  const { timeZone = 'UTC' } = givenTo(await deployed(environment, 'release'), STATES.writeTheChangeRecord) as {
    readonly timeZone?: string;
  };
  if (session.json)
    session.printJson({ environment: environment.name, automation: off === null ? 'on' : 'off', ...record });
  else
    session.print(
      automationLines(record, now, session.words, { language: session.words.language, timeZone }, session.columns),
    );
  return EXIT.done;
}
