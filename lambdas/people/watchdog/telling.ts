import type { Finding } from '../../model/finding.ts';

/** When a finding was first reported, and how often. Key: see `keyOf`. */
export type Told = Readonly<Record<string, { readonly firstAt: string; readonly times: number }>>;

/** A finding is reported at once, after 15 and 60 minutes, then once a day: nobody reads a message a minute. */
const AGAIN_AFTER_MINUTES = [15, 60];
const A_DAY_IN_MINUTES = 24 * 60;

export interface Telling {
  /** To report now. */
  readonly now: readonly Finding[];
  /** Everything reported, these included. A finding that is gone is forgotten, and reported anew when it comes back. */
  readonly told: Told;
}

/** Which findings to report at this look. */
export function telling(now: string, findings: readonly Finding[], before: Told): Telling {
  const due: Finding[] = [];
  const told: Record<string, { firstAt: string; times: number }> = {};
  for (const finding of findings) {
    const key = keyOf(finding);
    const known = before[key];
    if (known !== undefined && !isDue(now, known)) {
      told[key] = known;
      continue;
    }
    due.push(finding);
    told[key] = { firstAt: known?.firstAt ?? now, times: (known?.times ?? 0) + 1 };
  }
  return { now: due, told };
}

function isDue(now: string, { firstAt, times }: { readonly firstAt: string; readonly times: number }): boolean {
  const minutes = (Date.parse(now) - Date.parse(firstAt)) / 60_000;
  const after = AGAIN_AFTER_MINUTES[times - 1] ?? A_DAY_IN_MINUTES * (times - AGAIN_AFTER_MINUTES.length);
  return minutes >= after;
}

/** The same finding at the next look has the same key. */
export function keyOf(finding: Finding): string {
  switch (finding.kind) {
    case 'unfinished':
      return `unfinished ${finding.execution}`;
    case 'frozen':
      return `frozen ${finding.incident}`;
    case 'maintenance-left-on':
      return `maintenance-left-on ${finding.since}`;
    case 'schedules-paused':
      return `schedules-paused ${finding.schedules.join(', ')}`;
    case 'service-changed':
      return `service-changed ${finding.service} ${finding.runs}`;
    case 'pointer-moved-back':
      return `pointer-moved-back ${finding.instance} ${finding.expected}`;
    case 'rule-changed':
      return `rule-changed ${finding.listener} ${finding.how} ${finding.rule}`;
    case 'quarantine-moving':
      return `quarantine-moving ${finding.instance}`;
  }
}
