import { STATES } from '../../lambdas/model/state-names.ts';
import { frozenMessage } from '../account/frozen.ts';
import { ledgerOf } from '../account/ledger.ts';
import { EXIT, Stop } from '../exit.ts';
import { choiceLines } from '../screen/choices.ts';
import { commandOf } from '../screen/command.ts';
import type { Session } from '../session.ts';
import { confirm } from './confirm.ts';
import { ask, filled, pairs, requestedBy } from './request.ts';
import { readsRollback } from './rollback.ts';
import { isSet, listOf, type Run, type Typed, textOf } from './verb.ts';

const CHOICES = ['restore', 'keep', 'reopen', 'forward'] as const;

export const run: Run = async (session, typed) => {
  const { errors, screens } = session.words;
  const chosen = CHOICES.filter((choice) => isSet(typed, choice));
  const [one, other] = chosen;
  if (one !== undefined && other !== undefined)
    throw new Stop(EXIT.wrongInput, errors.contradiction(`--${one}`, `--${other}`));
  const confirmed = textOf(typed, 'confirm');
  if (confirmed !== undefined && one !== undefined)
    throw new Stop(EXIT.wrongInput, errors.contradiction('--confirm', `--${one}`));
  if (confirmed !== undefined) return await confirm(session, typed, confirmed);
  const environment = await session.environment();
  const ledger = await ledgerOf(environment);
  const status = await ledger.readStatus();
  const incident = one === 'forward' ? undefined : incidentOf(session, typed, status.incident);
  if (one === undefined) {
    const frozen = await frozenMessage(environment, status);
    if (frozen !== undefined) session.print(choiceLines(session.words.language, frozen, environment));
    throw new Stop(EXIT.wrongInput, errors.noneOf(CHOICES.map((choice) => `--${choice}`)));
  }
  const about = incident === undefined ? undefined : await ledger.readIncident(incident);
  const reason = textOf(typed, 'reason');
  if (reason === undefined) throw new Stop(EXIT.wrongInput, errors.needed('--reason', `decide --${one}`));
  const criterion = textOf(typed, 'criterion') ?? about?.trigger.criterion;
  if (criterion === undefined) throw new Stop(EXIT.wrongInput, errors.needed('--criterion', `decide --${one}`));
  const request = filled({
    ...{ reason, criterion, incident, requestedBy: requestedBy(typed) },
    ...(one === 'reopen' ? { decision: 'reopen' } : { database: one }),
    acceptLostWrites: acceptedWrites(session, typed),
    acceptProof: isSet(typed, 'acceptProof'),
    images: listOf(typed, 'image').length === 0 ? undefined : pairs(session, typed, 'image', '--image'),
    ...{ to: textOf(typed, 'to'), affected: listOf(typed, 'affected') },
  });
  return await ask(session, typed, {
    kind: 'decision',
    request,
    state: STATES.readWhatStartedTheRollback,
    reader: readsRollback,
    question: ({ name }) => screens.askDecision(name, commandOf('decision', request, name)),
  });
};

/** The incident that waits; one that was named must be it. Without a freeze only what is named is known. @throws Stop */
function incidentOf(session: Session, { args }: Typed, waiting: string | null): string {
  const [asked] = args as [string | undefined];
  const { errors } = session.words;
  if (waiting === null) throw new Stop(EXIT.notFound, errors.noIncident);
  if (asked !== undefined && asked !== waiting) throw new Stop(EXIT.wrongInput, errors.otherIncident(asked, waiting));
  return waiting;
}

function acceptedWrites(session: Session, typed: Typed): number | 'unknown' | undefined {
  const asked = textOf(typed, 'acceptLostWrites');
  if (asked === undefined || asked === 'unknown') return asked;
  if (/^\d{1,15}$/.test(asked)) return Number(asked);
  throw new Stop(EXIT.wrongInput, session.words.errors.notANumber('--accept-lost-writes', asked, 0));
}
