import type { Answer } from './look-at-maintenance/page-seen.ts';
import { PAGE_MARK } from './page.ts';

/** Ten times what a slow application needs; several such probes in a row still fit in a function's time. */
export const PROBE_MS = 4_000;
/** As much of a page as its mark needs. */
const READ = 4_096;

/** Asks once, as a user would. Nothing that answers in time is status 0. */
export async function probe(url: URL, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  try {
    // A fresh connection each time: a kept one could stay on a node that does not have the change yet.
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { ...headers, connection: 'close' },
      signal: AbortSignal.timeout(PROBE_MS),
    });
    const body = (await response.text()).slice(0, READ);
    return { status: response.status, page: response.status === 503 && body.includes(PAGE_MARK) };
  } catch {
    return { status: 0, page: false };
  }
}
