import { reasonsIn } from '../../messages/reasons.ts';
import { forwarding, knownGoodOf } from '../forward.ts';
import type { Candidate, Input, Output } from './contract.ts';
import type { Facts } from './facts.ts';

interface Around {
  readonly recurrence: number;
  readonly halfWay: boolean;
  /** Reasons that the person has read of the incident they name. */
  readonly told: ReadonlySet<string>;
}

/**
 * Going forward again is a rollback whose known good is the release that was undone, on the database that was kept: the same
 * fence, counts, proof, pointer, quarantine and checks lead there.
 */
export function goForward(input: Input, facts: Facts, { recurrence, halfWay, told }: Around): Output {
  const say = reasonsIn(input.language);
  const found = forwarding(facts.releases, facts.rollbacks);
  const nothing: Candidate = { ...NOTHING, halfWay };
  const ways = { migration: 'none', returnsTo: null, restorePointAt: null, forward: true, reopen: true } as const;
  const longestMinutes = { restore: null, keep: null };
  const common = {
    recurrence,
    images: input.trigger.kind === 'person' ? (input.trigger.images ?? {}) : {},
    page: true,
    staysOpen: input.onFreeze === 'open' && !halfWay,
  };
  // It was possible when the request was read: somebody was quicker.
  if (found.kind === 'wrong')
    return {
      ...{ ...common, decision: 'notify-only', forward: false, because: [found.why], release: nothing, about: null },
      ways: { ...ways, longestMinutes },
    };
  const { forward } = found;
  const { release, rollback, kept, baseline } = forward;
  const knownGood = knownGoodOf(forward, input.pointer, input.now);
  const services = knownGood?.services ?? [];
  const foreign = services.flatMap(({ name }) => {
    const [runs, left] = [facts.running.get(name), facts.status.running[name]];
    const target = services.find((service) => service.name === name)?.taskDefinition;
    return runs === undefined || left === undefined || runs === left || runs === target
      ? []
      : [say.runsForeign(name, runs)];
  });
  const untold = foreign.filter((why) => !told.has(why));
  return {
    ...common,
    decision: untold.length > 0 ? 'freeze' : 'services-and-database',
    forward: true,
    because: [say.askedForward(rollback.id, kept.kept, say.release(release.version, release.id)), ...untold],
    about: { id: release.id, version: release.version },
    ways: { ...ways, returnsTo: release.version, restorePointAt: kept.requestedAt, longestMinutes },
    release: {
      ...{ ...nothing, id: release.id, undone: [release.id], version: release.knownGood?.version ?? null },
      ...{
        finishedAt: release.finishedAt,
        affected: release.request.affected,
        knownGood,
        restorePoint: kept,
        baseline,
      },
      moved: services.map(({ name }) => name),
      accepts: Object.fromEntries(
        services.map(({ name, taskDefinition }) => [
          name,
          [...new Set([taskDefinition, facts.running.get(name), facts.status.running[name]])].flatMap(
            (one) => one ?? [],
          ),
        ]),
      ),
    },
  };
}

const NOTHING: Candidate = {
  ...{ id: null, undone: [], passedOver: null, version: null, finishedAt: null, affected: [], knownGood: null },
  ...{ restorePoint: null, baseline: { known: false, why: 'no release' }, behindFence: null, moved: [], accepts: {} },
  recordedBy: null,
  standby: null,
  halfWay: false,
};
