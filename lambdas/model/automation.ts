/** A person has switched off that alarms start rollbacks. Times are ISO 8601. */
export interface AutomationOff {
  /** When it was switched off. */
  readonly since: string;
  /** When somebody last said how long and why: the first time, or later. */
  readonly at: string;
  /** When it is on again by itself. */
  readonly until: string;
  readonly reason: string;
  readonly by: string | null;
  /** The release that alarms do not undo; null: they undo none. */
  readonly release: { readonly id: string; readonly version: string } | null;
}

/** Whether alarms start rollbacks. Key: `record = "automation"`; without the record they do. */
export interface AutomationRecord {
  /** Absent: on. A time that is over means on, too: the watchdog tells so, and removes it. */
  readonly off?: AutomationOff;
  /** Alarm -> when it was last kept from starting a rollback. */
  readonly rang: Readonly<Record<string, string>>;
  /** How it was switched on last: by a person, or (`by` and `reason` null) by its time. */
  readonly last?: {
    readonly off: AutomationOff;
    readonly at: string;
    readonly by: string | null;
    readonly reason: string | null;
  };
}

/** The longest time for which it may be switched off: a weekend. Nobody remembers one from last month. */
export const AUTOMATION_OFF_MOST_HOURS = 72;

/** Null: alarms start rollbacks at that time. */
export const offAt = ({ off }: AutomationRecord, now: string): AutomationOff | null =>
  off !== undefined && Date.parse(now) < Date.parse(off.until) ? off : null;

/** Alarms that were kept from starting a rollback while it was off so, each with when. */
export const rangWhile = ({ rang }: AutomationRecord, { since }: AutomationOff): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(rang).filter(([, at]) => at >= since));
