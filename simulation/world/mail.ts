import type { Message } from '../../lambdas/model/message.ts';
import { NOTIFICATION_FAILURES, WATCHDOG_SILENT } from './control-plane.ts';
import type { Invocation } from './invocation.ts';

/** A message to a topic, as every confirmed address gets it. */
export interface Mail {
  readonly at: number;
  readonly topic: string;
  readonly subject: string;
  readonly body: string;
  /** The alarm, where CloudWatch itself published it; undefined: the control plane sent it. */
  readonly alarm: { readonly name: string; readonly state: string } | undefined;
  /** Number of the invocation that sent it. */
  readonly invocation: number | undefined;
}

export const isToDevops = ({ topic }: Mail): boolean => topic.endsWith('devops');

/** The alarm on a watchdog that no longer looks: the runbook says what to do then. */
export const saysWatchdogIsSilent = ({ alarm }: Mail): boolean =>
  alarm?.name === WATCHDOG_SILENT && alarm.state === 'ALARM';

/** An alarm that says that a message could not be sent: the runbook says where to look. */
export const saysNotificationFailed = ({ alarm }: Mail): boolean =>
  alarm !== undefined && NOTIFICATION_FAILURES.includes(alarm.name) && alarm.state === 'ALARM';

/** The facts of a message that a state sent, as its step was given them; undefined for what functions send by themselves. */
export function factsOf(
  { functions }: { readonly functions: { readonly invocations: readonly Invocation[] } },
  { invocation }: Mail,
): Message | undefined {
  const by = functions.invocations[invocation ?? -1];
  return by?.step === 'send-message' ? (by.payload as { readonly message: Message }).message : undefined;
}
