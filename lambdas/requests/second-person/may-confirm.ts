import type { Known, SecondPersonRecord } from '../../model/second-person.ts';
import { maybeSame } from './person-behind.ts';

/** Why somebody may not confirm a request now; null: they may. `same`: they may be whoever has asked. */
export function whyNotConfirm(
  record: SecondPersonRecord | undefined,
  { id, by, now }: { readonly id: string; readonly by: Known; readonly now: string },
): { readonly why: string; readonly same: boolean } | null {
  if (record === undefined) return no(`there is no request "${id}"; expected the id of the message that asks for it`);
  if (record.execution !== undefined)
    return no(`"${id}" is carried out already, by ${record.execution}; ask again for anything more`);
  if (maybeSame(record.asked.person, by.person))
    return {
      same: true,
      why: `"${id}" was asked by ${record.asked.person} (${record.asked.identity}), and ${by.person} (${by.identity}) may be the same person; expected another one`,
    };
  // Whoever confirmed in time may come again: the first time may have been cut off.
  if (record.confirmed === undefined && now >= record.expiresAt)
    return no(`"${id}" has expired at ${record.expiresAt}; it is ${now}. Ask again`);
  return null;
}

const no = (why: string) => ({ why, same: false });
