import type { DatabaseSettings } from '../../model/release.ts';

/** Every setting that differs from the replaced instance: those a restore takes, and those that are owed. */
export function differences(found: DatabaseSettings, recorded: DatabaseSettings): string[] {
  const { owed: foundOwed, ...foundTaken } = found;
  const { owed: recordedOwed, ...recordedTaken } = recorded;
  const now: Record<string, unknown> = { ...foundTaken, ...foundOwed };
  return Object.entries({ ...recordedTaken, ...recordedOwed }).flatMap(([field, had]) =>
    text(now[field]) === text(had) ? [] : [`${field}: ${text(now[field])}; the replaced instance had ${text(had)}`],
  );
}

/** Lists come in any order from RDS. */
const text = (value: unknown): string =>
  Array.isArray(value) ? `[${[...value].map(String).sort().join(', ')}]` : value === '' ? 'none' : String(value);
