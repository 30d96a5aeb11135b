import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { clientSettings } from '../../lambdas/aws/client-settings.ts';
import { DRILL_DETAIL_TYPE, DRILL_SOURCE, type Drill } from '../../lambdas/model/drill.ts';
import { STATES } from '../../lambdas/model/state-names.ts';
import { arnOf, type Environment } from './environments.ts';
import { ended, execution, executionsOf, History, pause } from './executions.ts';

/** EventBridge delivers within seconds; after this long the way is broken. */
const WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 500;
/** More executions than may begin meanwhile. */
const NEWEST = 20;

/** What came of a drill; times in seconds. */
export interface Practised {
  readonly execution: string;
  /** From the event to the workflow. */
  readonly toWorkflow: number;
  /** From the event to the decision, told. */
  readonly toDecision: number;
  /** Null: the workflow failed. */
  readonly output: string | null;
  readonly cause: string | null;
  /** Whoever practises was told. */
  readonly told: boolean;
}

/** Sends the alarm, marked, and waits for what comes of it. Null: it came to no workflow. */
export async function practise(environment: Environment, alarm: string, drill: Drill): Promise<Practised | null> {
  const sentAt = Date.now();
  await send(environment, alarm, drill);
  const arn = await begun(environment, drill, sentAt);
  if (arn === null) return null;
  const toWorkflow = secondsSince(sentAt);
  const { output, cause, error } = await ended(arn);
  return {
    ...{ execution: arn, toWorkflow, toDecision: secondsSince(sentAt), told: await wasTold(arn) },
    ...{ output: output ?? null, cause: output === undefined ? (cause ?? error ?? null) : null },
  };
}

const secondsSince = (at: number): number => Math.round((Date.now() - at) / 100) / 10;

/** @throws Error where the bus takes no event, which is an answer of PutEvents and no error of it */
async function send(environment: Environment, alarm: string, drill: Drill): Promise<void> {
  const state = { value: 'ALARM', timestamp: new Date().toISOString(), reason: 'knowngood drill' };
  const { Entries = [], FailedEntryCount = 0 } = await new EventBridgeClient(clientSettings).send(
    new PutEventsCommand({
      Entries: [
        {
          ...{ Source: DRILL_SOURCE, DetailType: DRILL_DETAIL_TYPE },
          Resources: [arnOf(environment, 'cloudwatch', `alarm:${alarm}`)],
          Detail: JSON.stringify({ alarmName: alarm, state, drill }),
        },
      ],
    }),
  );
  if (FailedEntryCount > 0) throw new Error(`PutEvents: ${Entries[0]?.ErrorCode} ${Entries[0]?.ErrorMessage}`);
}

/** The execution that the event has started. */
async function begun(environment: Environment, { id }: Drill, sentAt: number): Promise<string | null> {
  const looked = new Set<string>();
  while (Date.now() - sentAt < WITHIN_MS) {
    for (const { executionArn = '' } of await executionsOf(environment, 'rollback', NEWEST)) {
      if (looked.has(executionArn)) continue;
      looked.add(executionArn);
      if ((await execution(executionArn))?.input?.includes(`"${id}"`) === true) return executionArn;
    }
    await pause(LOOK_EVERY_MS);
  }
  return null;
}

/** A message that could not be sent ends no workflow: its history alone knows. */
async function wasTold(arn: string): Promise<boolean> {
  const events = await new History(arn).more();
  const from = events.findIndex(
    ({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name === STATES.tellTheDrill,
  );
  return from >= 0 && events.slice(from).some(({ type }) => type === 'TaskSucceeded');
}
