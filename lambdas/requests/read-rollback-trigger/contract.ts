import type { Drill } from '../../model/drill.ts';
import type { Alarm, Language, Pointer, Service } from '../../model/environment.ts';
import type { Moment } from '../../model/lock.ts';
import type { Trigger } from '../../model/rollback.ts';
import type { SecondPersonRule } from '../../model/second-person.ts';

export interface Input {
  /** EventBridge event, a person's JSON, or the input from a failed release. */
  readonly request: unknown;
  /** ARN of the execution: the machine that takes decisions stands beside its own. */
  readonly execution: string;
  readonly executionName: string;
  readonly startedAt: string;
  /** Language of why a trigger is not acted on, which people read. */
  readonly language: Language;
  readonly timeZone: string;
  readonly moment: Moment;
  readonly account: string;
  readonly region: string;
  readonly alarms: readonly Alarm[];
  readonly functionalities: readonly string[];
  readonly services: readonly Pick<Service, 'name'>[];
  readonly pointer: Pointer;
  /** An alarm event older than this starts nothing. */
  readonly oldestSeconds: number;
  /** This workflow takes decisions about an incident; the other one only asks for a rollback. */
  readonly mayDecide: boolean;
  /** Name of the state machine that takes decisions. */
  readonly decisionWorkflow: string;
  /** What needs a second person, needs one; null: nothing does. Absent: the execution began under an older control plane. */
  readonly secondPerson?: SecondPersonRule | null;
}

/** @throws RequestRefused for a person's wrong request */
export interface Output {
  /** Rollback id. */
  readonly id: string;
  readonly trigger: Trigger;
  readonly act: boolean;
  /** Why it is not acted on; null when it is. */
  readonly why: string | null;
  /** Why it would be refused now; a dry run alone is answered so, and a drill. */
  readonly problems: readonly string[];
  /** A drill, which is never acted on: a workflow that knows of none leaves it at that. Null: it is none. */
  readonly drill: Drill | null;
}
