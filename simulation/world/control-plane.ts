/** What the control plane calls its things in the sandbox. `test/simulation/names.test.ts` holds each to the synthesized template. */
export const PREFIX = 'knowngood-sandbox-';
export const ENVIRONMENT = 'sandbox';

/** Invokes functions without work, once a week: no run lasts as long. */
export const WAKE = 'wake';
export const MACHINES = ['release', 'rollback', 'decision', 'settle', 'standby', 'backup-drill'] as const;
export type Machine = (typeof MACHINES)[number];

/** The rule that starts the watchdog. */
export const WATCHDOG_RULE = `${PREFIX}watchdog`;
/** As the template says it; runs may look more rarely. */
export const WATCHDOG_SCHEDULE = 'rate(1 minute)';

/** The step of retention, and the rule that starts it once a day. */
export const RETENTION = 'delete-expired';
export const RETENTION_RULE = `${PREFIX}retention`;

/** The rule that publishes what runs, for templates that nobody deploys here. */
export const PUBLICATION_RULE = `${PREFIX}publication`;

/** The rule that reads what people fill in beside post-mortems: nobody does here. */
export const MEASURES_RULE = `${PREFIX}measures`;
export const WAKE_RULE = `${PREFIX}${WAKE}`;

/** The rules of backup drills: one starts them, one looks for what they left; the steps that it calls. */
export const DRILL_RULE = `${PREFIX}backup-drill`;
export const DRILL_LOOK_RULE = `${PREFIX}backup-drill-look`;
export const DELETE_THROW_AWAY = 'delete-throw-away';
export const PUBLISH_DRILL = 'publish-backup-drill';

/** The alarm on a watchdog that no longer looks. */
export const WATCHDOG_SILENT = `${PREFIX}watchdog-silent`;
/** Alarms on what the control plane could not say itself. */
export const NOTIFICATION_FAILURES: readonly string[] = [`${PREFIX}message-not-sent`, `${PREFIX}ending-not-told`];

/** The kind of a state machine or of an execution's machine, by the end of its name. */
export const machineOf = (machineArn: string): string =>
  [...MACHINES, WAKE].find((kind) => `-${machineArn}`.endsWith(`-${kind}`)) ?? '';
