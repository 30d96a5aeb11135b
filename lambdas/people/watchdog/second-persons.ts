import { newestSecondPersons, writeExpiredTold } from '../../ledger/second-person.ts';
import { SECOND_PERSON_MINUTES, type SecondPersonRecord } from '../../model/second-person.ts';
import { tellDevops } from '../publish.ts';

/** Older ones were told of long ago, or the watchdog did not run for a day: nobody waits for them any more. */
const LOOKS_BACK_MS = 24 * 3_600_000 + SECOND_PERSON_MINUTES * 60_000;

/** Tells once of each request that nobody has confirmed in time. */
export async function tellExpired(now: string): Promise<void> {
  const recent = (record: SecondPersonRecord) => Date.parse(record.asked.at) > Date.parse(now) - LOOKS_BACK_MS;
  const found = await newestSecondPersons((soFar) => soFar.some((record) => !recent(record)));
  for (const request of found.filter(recent)) {
    const { confirmed, expiresAt, expiredToldAt, id } = request;
    if (confirmed !== undefined || expiredToldAt !== undefined || now < expiresAt) continue;
    await tellDevops(now, { kind: 'second-person-expired', request });
    // Told first: whoever is cut off in between tells it again, and never not at all.
    await writeExpiredTold(id, now);
  }
}
