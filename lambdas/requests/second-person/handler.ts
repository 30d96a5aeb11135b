import { startOnce } from '../../aws/start-once.ts';
import { readSecondPerson, writeAsked, writeConfirmed } from '../../ledger/second-person.ts';
import { REQUEST_REFUSED } from '../../model/errors.ts';
import { contentOf, type Known, SECOND_PERSON, SECOND_PERSON_MINUTES } from '../../model/second-person.ts';
import { VARIABLES } from '../../model/variables.ts';
import { tellDevops } from '../../people/publish.ts';
import { StepError } from '../../step/errors.ts';
import { required } from '../../step/required.ts';
import { step } from '../../step/step.ts';
import { workId } from '../work-id.ts';
import type { Answered, Input, Output, Refused } from './contract.ts';
import { whyNotConfirm } from './may-confirm.ts';
import { personBehind } from './person-behind.ts';
import { read, type Wanted } from './read.ts';

/** An identity that does not tell which person it is, or the one that asked. */
const ANOTHER_PERSON_NEEDED = 'AnotherPersonNeeded';

/**
 * Takes asking for what needs a second person, and confirming it, which starts the decision. Who calls is what Lambda has verified of the
 * signature, never what somebody typed.
 */
export const handler = step<Input, Output>(async (event) => {
  try {
    const { timeEpoch, http, authorizer } = event.requestContext;
    const now = new Date(timeEpoch).toISOString();
    if (http.method !== 'POST') throw refused(`the method is ${http.method}; expected POST`);
    const namedSessions = JSON.parse(required(VARIABLES.namedSessions)) as string[];
    const behind = personBehind(authorizer?.iam?.userArn ?? '', namedSessions);
    if (behind.kind === 'unknown')
      throw new StepError(ANOTHER_PERSON_NEEDED, `The request was refused: ${behind.why}.`);
    const by = { person: behind.person, identity: behind.identity };
    const wanted = read(bodyOf(event), now);
    if (wanted.kind === 'refused') throw new StepError(REQUEST_REFUSED, wanted.message);
    return answer(200, wanted.kind === 'ask' ? await ask(event, wanted, by, now) : await confirm(wanted.id, by, now));
  } catch (error) {
    // Everything else is Lambda's to answer, with 502: it says nothing of what went wrong, and the function's log does.
    if (!(error instanceof StepError) || ![REQUEST_REFUSED, ANOTHER_PERSON_NEEDED].includes(error.name)) throw error;
    const status = error.name === REQUEST_REFUSED ? 400 : 403;
    return answer(status, { error: error.name, message: error.message });
  }
});

async function ask(
  { requestContext: { requestId, domainName } }: Input,
  { request, reason }: Extract<Wanted, { kind: 'ask' }>,
  by: Known,
  now: string,
): Promise<Answered> {
  const record = {
    id: workId(now, requestId),
    asked: { ...by, at: now },
    // Who asks is known here: what was typed is not believed.
    content: contentOf({ ...request, requestedBy: by.person }),
    reason,
    expiresAt: later(now, SECOND_PERSON_MINUTES),
  };
  await writeAsked(record);
  await tellDevops(now, { kind: 'second-person-asked', request: record, url: `https://${domainName}/` });
  return { asked: record.id, by: by.person, expiresAt: record.expiresAt };
}

async function confirm(id: string, by: Known, now: string): Promise<Answered> {
  const confirmed = { ...by, at: now };
  const found = await confirmable(id, by, now);
  const first = found.confirmed === undefined && (await writeConfirmed(id, confirmed));
  const record = first ? { ...found, confirmed } : await confirmable(id, by, now);
  if (record.confirmed === undefined)
    throw refused(`"${id}" could not be confirmed: it has expired meanwhile. Ask again`);
  // Named by what nobody knew before: whoever wants to stand in the way cannot take the name first.
  const execution = `${id}-${Date.parse(record.confirmed.at)}`;
  await startOnce(required(VARIABLES.decisionMachine), execution, {
    ...JSON.parse(record.content),
    [SECOND_PERSON]: id,
  });
  await tellDevops(now, { kind: 'second-person-confirmed', request: record, execution });
  const machine = required(VARIABLES.decisionMachine).replace(':stateMachine:', ':execution:');
  return { confirmed: id, by: by.person, execution: `${machine}:${execution}` };
}

async function confirmable(id: string, by: Known, now: string) {
  const record = await readSecondPerson(id);
  const not = whyNotConfirm(record, { id, by, now });
  if (not === null && record !== undefined) return record;
  throw new StepError(
    not?.same === true ? ANOTHER_PERSON_NEEDED : REQUEST_REFUSED,
    `The confirmation was refused, nothing was started: ${not?.why}.`,
  );
}

const bodyOf = ({ body = '', isBase64Encoded = false }: Input): string =>
  isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body;

const refused = (why: string): StepError =>
  new StepError(REQUEST_REFUSED, `The request was refused, nothing was touched: ${why}.`);

const later = (now: string, minutes: number): string => new Date(Date.parse(now) + minutes * 60_000).toISOString();

const answer = (statusCode: number, body: Answered | Refused): Output => ({
  statusCode,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
