import { close } from '../../ledger/close.ts';
import type { Assignments } from '../../ledger/expression.ts';
import { readRelease } from '../../ledger/table.ts';
import type { IncidentRecord } from '../../model/incident.ts';
import { step } from '../../step/step.ts';
import { endingOfIncident } from '../incident-ending.ts';
import type { Input, Output } from './contract.ts';
import { releaseOutcome, releasesEnded } from './outcome.ts';

/** Closes the rollback, and the releases it is about, and frees the environment, in one transaction. */
export const handler = step<Input, Output>(async (input) => {
  const { lock, now, rollback, outcome } = input;
  const releases = releasesEnded(outcome, input.undone);
  const { incident, record } = await endingOfIncident(input);
  const ended = await Promise.all(
    releases.map(async (id) => ({ id, finishedAt: (await readRelease(id))?.finishedAt ?? null })),
  );
  await close({
    lock,
    now,
    status: 'open',
    incident: null,
    records: [
      {
        key: `rollback#${rollback}`,
        set: [
          [['outcome'], outcome],
          [['finishedAt'], now],
          [['release'], releases[0] ?? null],
          [['quarantined'], input.quarantined],
          [['restored'], input.restored],
          ...(input.serving === null ? [] : ([[['serving'], input.serving]] as const)),
          ...(input.baseline === null ? [] : ([[['baseline'], input.baseline]] as const)),
          ...(input.forward ? ([[['forward'], true]] as const) : []),
        ],
      },
      ...record,
      ...(input.passedOver === null ? [] : [{ key: `release#${input.passedOver}`, set: stopped(now) }]),
      ...ended.map(({ id, finishedAt }) => ({
        key: `release#${id}`,
        set: [
          [['outcome'], releaseOutcome(outcome, input.forward)],
          [['finishedAt'], finishedAt ?? now],
          ...reopened(input, incident),
        ] as const,
      })),
    ],
  });
  return { outcome, outage: incident?.outage ?? null };
});

const stopped = (now: string): Assignments => [
  [['outcome'], 'stopped'],
  [['finishedAt'], now],
];

/** Who reopened it, and why: until a person confirms the release, alarms start no rollback of it. */
function reopened(
  { outcome, forward, now, rollback, incident: id }: Input,
  incident: IncidentRecord | null,
): Assignments {
  const trigger = incident?.executions[rollback]?.trigger;
  if (!(outcome === 'reopen' || (outcome === 'done' && forward)) || trigger?.kind !== 'person') return [];
  return [[['reopened'], { at: now, by: trigger.requestedBy, reason: trigger.reason, incident: id }]];
}
