import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { needsSecondPerson, type SecondPersonRule } from '../../lambdas/model/second-person.ts';
import { type DeployedMachine, givenTo } from '../account/deployed.ts';
import type { Environment } from '../account/environments.ts';
import { deployed, start } from '../account/executions.ts';
import { EXIT, type ExitCode, Stop } from '../exit.ts';
import type { Session } from '../session.ts';
import { follow } from '../watch/follow.ts';
import { isSet, listOf, type Typed, textOf } from './verb.ts';

export type StartedKind = 'release' | 'rollback' | 'decision';

/** Who asks: as typed, or the name under which this machine knows them. CloudTrail has the proof. */
export function requestedBy(typed: Typed): string | undefined {
  const asked = textOf(typed, 'requestedBy');
  if (asked !== undefined) return asked;
  const named = process.env['GITHUB_ACTOR'] ?? process.env['GITLAB_USER_LOGIN'] ?? process.env['USER'];
  try {
    return named ?? userInfo().username;
  } catch {
    return undefined;
  }
}

/** Without the keys that hold nothing. */
export const filled = (request: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(request).filter(
      ([, value]) => value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0),
    ),
  );

/** `<name>=<value>` of options that may be repeated. @throws Stop */
export function pairs(session: Session, typed: Typed, name: string, flag: string): Record<string, string> {
  return Object.fromEntries(
    listOf(typed, name).map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1 || at === pair.length - 1)
        throw new Stop(EXIT.wrongInput, session.words.errors.notAPair(flag, pair, '<service>=<image>'));
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

/** A request as a file, or standard input, holds it. @throws Stop */
export function requestIn(session: Session, file: string): Record<string, unknown> {
  const { errors } = session.words;
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (error) {
    throw new Stop(EXIT.wrongInput, errors.noFile(file, (error as Error).message));
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Stop(EXIT.wrongInput, errors.notJson(file, (error as Error).message));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Stop(EXIT.wrongInput, errors.notJson(file, text.slice(0, 40)));
  return value as Record<string, unknown>;
}

/** What the workflow's first step would say of this request; it is asked here, so that nothing is started for nothing. */
export type Reader = (given: Readonly<Record<string, unknown>>, request: object) => string | undefined;

export interface Asked {
  readonly kind: StartedKind;
  readonly request: Record<string, unknown>;
  /** State that reads requests, and how it reads. */
  readonly state: string;
  readonly reader: Reader;
  /** Question to ask before; left out: it can be undone. */
  readonly question?: (environment: Environment) => string;
}

/** Checks a request as the workflow would, prints it or starts it, and follows what it starts. @throws Stop */
export async function ask(session: Session, typed: Typed, asked: Asked): Promise<ExitCode> {
  const environment = await session.environment();
  const machine: DeployedMachine = await deployed(environment, asked.kind);
  const wrong = asked.reader(givenTo(machine, asked.state), asked.request);
  if (wrong !== undefined) throw new Stop(EXIT.wrongInput, wrong);
  if (isSet(typed, 'print')) {
    session.printJson(asked.request);
    return EXIT.done;
  }
  if (asked.question !== undefined) await session.confirm(asked.question(environment));
  const rule = givenTo(machine, asked.state)['secondPerson'] as SecondPersonRule | null | undefined;
  if (rule !== null && rule !== undefined && needsSecondPerson(asked.request).length > 0)
    return await askForSecondPerson(session, environment, rule, asked.request);
  const arn = await start(environment, asked.kind, asked.request);
  if (typed.options['wait'] === false) {
    if (session.json) session.printJson({ execution: arn });
    else session.print([{ text: session.words.screens.started(arn), tone: 'plain' }]);
    return EXIT.done;
  }
  return await follow(session, environment, arn);
}

/** Nothing is started: whoever confirms starts it. @throws Stop */
async function askForSecondPerson(
  session: Session,
  { name }: Environment,
  { url }: SecondPersonRule,
  request: object,
): Promise<ExitCode> {
  const { atTheAddress } = await import('../account/second-person.ts');
  const answered = await atTheAddress(url, { ask: request }, session.words);
  if (!('asked' in answered)) throw new Error(`The address answered ${JSON.stringify(answered)} to a request.`);
  if (session.json) session.printJson(answered);
  else {
    const text = session.words.screens.askedSecondPerson(answered.asked, answered.expiresAt, name);
    session.print(text.map((line) => ({ text: line, tone: 'plain' })));
  }
  return EXIT.done;
}
