import type { Run } from '../run/run.ts';
import { WATCH_MINUTES } from '../world/survey-platform.ts';
import { invocationsOf, resultOf } from './acts.ts';

interface Look {
  readonly over?: boolean;
  readonly observed?: boolean;
}

/** A release is good only once its alarms, with data, were looked at until the end of its watch; or a person has confirmed it. */
export function watched(run: Run): string[] {
  const looks = invocationsOf(run, 'look-at-alarms');
  return run.world.ledger
    .releases()
    .filter(({ outcome, confirmed }) => outcome === 'good' && (confirmed ?? null) === null)
    .flatMap(({ id, execution }) => {
      const own = looks.filter((look) => look.execution === execution);
      const last = own.at(-1);
      const { over = false, observed = false } = (last === undefined ? {} : (resultOf(last) ?? {})) as Look;
      const lasted = (last?.at ?? 0) - Date.parse(String((last?.payload as { since?: string })?.since ?? ''));
      if (over && observed && lasted >= WATCH_MINUTES * 60_000) return [];
      return [`the release ${id} counts as good, and its alarms were not seen quiet until the end of its watch`];
    });
}
