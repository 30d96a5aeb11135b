import type { DescribeExecutionCommandOutput, HistoryEvent } from '@aws-sdk/client-sfn';
import { type Text, wrap } from '../../console/progress/text.ts';
import { plainCause } from '../../console/progress/visits.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Screens } from '../words/screens-en.ts';

/** How an execution ended, for people and for scripts. */
export interface Ending {
  readonly code: ExitCode;
  readonly facts: {
    readonly output: unknown;
    readonly error: string | null;
    readonly cause: unknown;
    /** Nothing was touched. */
    readonly refused: boolean;
  };
}

/** Ends of a workflow that has touched nothing. */
const REFUSALS = new Set(['The request was refused', 'The release was refused', 'The rollback was refused']);

export function endOf(
  { status, output, error, cause }: Pick<DescribeExecutionCommandOutput, 'status' | 'output' | 'error' | 'cause'>,
  events: readonly HistoryEvent[],
): Ending {
  const last = events.findLast(({ stateEnteredEventDetails }) => stateEnteredEventDetails !== undefined);
  const refused = REFUSALS.has(last?.stateEnteredEventDetails?.name ?? '');
  const facts = {
    output: output === undefined ? null : (JSON.parse(output) as unknown),
    error: error ?? null,
    cause: cause === undefined ? null : plainOrParsed(cause),
    refused,
  };
  if (status === 'SUCCEEDED') {
    // A dry run that has found what would stop it has done its work, and says no.
    const stops = (facts.output as { readonly wouldRun?: boolean } | null)?.wouldRun === false;
    return { code: stops ? EXIT.refused : EXIT.done, facts };
  }
  return { code: refused ? EXIT.refused : EXIT.endedBadly, facts };
}

/** A cause is a step's own words, or what would be the output as JSON. */
function plainOrParsed(cause: string): unknown {
  const plain = plainCause(cause);
  try {
    return JSON.parse(plain) as unknown;
  } catch {
    return plain;
  }
}

export function endLines({ code, facts }: Ending, screens: Screens, columns: number): Text[] {
  if (code === EXIT.done) return [];
  if (facts.error === null) return [];
  const { because } = (facts.cause ?? {}) as { readonly because?: readonly string[] };
  const why = Array.isArray(because) ? because.join('; ') : String(facts.cause ?? '');
  const tone = code === EXIT.refused ? 'warn' : 'bad';
  const first = facts.refused ? screens.refused : screens.endedWith(facts.error);
  return wrap(`${first} ${why}`, columns).map((text) => ({ text, tone }));
}
