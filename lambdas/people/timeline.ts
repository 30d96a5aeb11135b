import { GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { clientSettings } from '../aws/client-settings.ts';

const states = new SFNClient(clientSettings);

export interface Moment {
  readonly at: string;
  readonly what: string;
}

/** Events of the states that do something. A looping state appears once, at its first entry. */
const TOLD = new Set(['TaskStateEntered', 'ParallelStateEntered']);

/** What an execution did, from its own history: each state once, in order of first entry. */
export async function timeline(execution: string): Promise<Moment[]> {
  const seen = new Map<string, Moment>();
  let next: string | undefined;
  do {
    const page = await states.send(
      new GetExecutionHistoryCommand({
        executionArn: execution,
        includeExecutionData: false,
        maxResults: 1_000,
        nextToken: next,
      }),
    );
    for (const event of page.events ?? []) {
      const name = event.stateEnteredEventDetails?.name;
      if (name === undefined || !TOLD.has(event.type ?? '') || seen.has(name)) continue;
      seen.set(name, { at: (event.timestamp ?? new Date(0)).toISOString(), what: name });
    }
    next = page.nextToken;
  } while (next !== undefined);
  return [...seen.values()];
}
