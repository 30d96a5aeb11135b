import type { ReleaseRecord } from '../../lambdas/model/ledger.ts';
import type { Run } from '../run/run.ts';
import type { App } from '../world/app.ts';
import { machineOf } from '../world/control-plane.ts';
import { NEW } from '../world/versions.ts';
import { callsOf } from './acts.ts';

/** Users never reach a version whose database it was not verified with; no task of a bad version ever reaches a restored database. */
export function verifiedPairs(run: Run): string[] {
  const { versions, facts, postgres } = run.world;
  const found = new Set<string>();
  for (const { by, schema } of facts.served)
    if (by !== undefined && schema !== '' && !versions.fits(by.version, schema))
      found.add(`users reached version ${by.version} on a database of schema ${schema}`);
  for (const app of facts.apps) {
    const restored = postgres.at(app.database)?.parent !== undefined;
    if (app.version === NEW && restored && !meant(run, app) && !wasKnownGood(run, app))
      found.add(`a ${app.kind} of version ${NEW} started on a restored database`);
  }
  return [...found];
}

/** It was released on that database, now or before: who goes forward again returns to both. */
const meant = (run: Run, app: App): boolean =>
  run.world.facts.apps.some(
    (one) =>
      one.version === app.version &&
      one.database === app.database &&
      one.startedAt <= app.startedAt &&
      releasedAgain(run, one),
  );

/** Somebody has released the version once more, after it was undone: they mean the database that serves now. */
function releasedAgain(run: Run, app: App): boolean {
  const pointed = callsOf(run, 'switch-pointer').findLast(({ at, took }) => took && at < app.startedAt);
  return run.world.states
    .executions()
    .some(
      ({ options, startedAt }) =>
        machineOf(options.machineArn) === 'release' && startedAt > (pointed?.at ?? 0) && startedAt < app.startedAt,
    );
}

/**
 * Somebody released again while it served, and that release was undone: back to what served before it, which the release
 * before had left. Service by service: another one's may be somebody's own deployment.
 */
function wasKnownGood({ world }: Run, { kind }: App): boolean {
  const name = kind === 'worker' ? 'worker' : 'web';
  const releases = world.ledger.releases();
  return releases.some(({ id, outcome, knownGood }) => {
    const known = knownGood?.services.find((service) => service.name === name)?.taskDefinition;
    const left = (other: ReleaseRecord) => other.id !== id && other.version === NEW && other.switched[name] === known;
    return outcome === 'rolled-back' && known !== undefined && releases.some(left);
  });
}
