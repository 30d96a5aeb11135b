const UNITS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Virtual ms between two firings of `rate(1 minute)`, `rate(5 minutes)` …; `undefined` without a schedule. Cron is refused. */
export function rateOf(expression: string | undefined): number | undefined {
  if (expression === undefined) return undefined;
  const { count, unit } = /^rate\((?<count>\d+) (?<unit>minute|hour|day)s?\)$/.exec(expression)?.groups ?? {};
  if (count === undefined || unit === undefined)
    throw new Error(`the sandbox does not model the schedule "${expression}"; expected rate(<n> minutes|hours|days)`);
  return Number(count) * (UNITS[unit] ?? 0);
}
