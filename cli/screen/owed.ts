import { type StatusFacts, serving } from '../account/status-facts.ts';
import type { Words } from '../words/words.ts';
import { commandOf } from './command.ts';
import { when, type Zone } from './when.ts';

/** Databases that are told to be kept; the ledger knows of them all. */
const MOST_KEPT = 3;

/** What is still to be done by the control plane, or by a person; with the command that does it, where there is one. */
export interface Owed {
  readonly text: string;
  readonly command: string | null;
}

export function owed(facts: StatusFacts, { screens }: Words, zone: Zone): Owed[] {
  const { rollbacks, watchdog, environment } = facts;
  const { release } = serving(facts);
  const unsettled = rollbacks.filter(
    ({ outcome, restored, settledAt, forward }) =>
      outcome === 'done' && restored !== null && settledAt === undefined && forward !== true,
  );
  const kept = rollbacks.flatMap(({ quarantined, id }) => (quarantined === null ? [] : [{ quarantined, id }]));
  const only = (text: string): Owed => ({ text, command: null });
  return [
    ...(release?.outcome === 'unobserved'
      ? [
          {
            text: screens.owedConfirm(release.version),
            command: commandOf('release', { confirm: release.id, reason: '…' }, environment.name),
          },
        ]
      : []),
    // Only the newest: what an older rollback has restored serves no more.
    ...unsettled.slice(0, 1).map(({ restored }) => only(screens.owedSettle(restored ?? ''))),
    ...kept.slice(0, MOST_KEPT).map(({ quarantined, id }) => only(screens.owedQuarantined(quarantined, id))),
    ...Object.entries(watchdog.told).map(([finding, { firstAt }]) =>
      only(screens.owedTold(finding, when(firstAt, zone))),
    ),
  ];
}
