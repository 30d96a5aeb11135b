/** How much a message asks of who reads it: `critical` wakes somebody up, `warning` is looked at today, `info` is told. */
export const SEVERITIES = ['info', 'warning', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Name of the message attribute that subscriptions filter by. */
export const SEVERITY = 'severity';
