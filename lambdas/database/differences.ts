import type { DatabaseSettings } from '../model/release.ts';
import type { Difference } from '../model/settling.ts';

/** Every setting that differs: those a restore takes, those that are owed, and those that are only compared. */
export function differencesOf(found: DatabaseSettings, recorded: DatabaseSettings): Difference[] {
  const now = flat(found);
  return Object.entries(flat(recorded)).flatMap(([setting, value]) => {
    const difference = { setting, found: text(now[setting]), had: text(value) };
    return difference.found === difference.had ? [] : [difference];
  });
}

/** A record of an older version has less. */
function flat(settings: DatabaseSettings): Record<string, unknown> {
  const { owed, compared, tags, ...taken } = settings;
  const { associatedRoles, ...rest } = owed;
  return {
    ...taken,
    ...rest,
    ...named('tag', tags),
    ...named('role of', associatedRoles),
    ...named('', compared),
  };
}

const named = (what: string, values: Readonly<Record<string, string>> | undefined) =>
  Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [`${what} ${name}`.trim(), value]));

/** Lists come in any order from RDS. */
function text(value: unknown): string {
  if (Array.isArray(value)) return `[${[...value].map(String).sort().join(', ')}]`;
  return value === '' || value === undefined || value === null ? 'none' : String(value);
}
