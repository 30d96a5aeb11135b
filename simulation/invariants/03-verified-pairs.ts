import type { Run } from '../run.ts';
import type { App } from '../world/app.ts';
import { NEW } from '../world/versions.ts';

/** Users never reach a version whose database it was not verified with; no task of a bad version ever reaches a restored database. */
export function verifiedPairs(run: Run): string[] {
  const { versions, facts, postgres } = run.world;
  const found = new Set<string>();
  for (const { by, schema } of facts.served)
    if (by !== undefined && schema !== '' && !versions.fits(by.version, schema))
      found.add(`users reached version ${by.version} on a database of schema ${schema}`);
  for (const app of facts.apps) {
    const restored = postgres.at(app.database)?.parent !== undefined;
    if (app.version === NEW && restored && !releasedAgain(run, app) && !wasKnownGood(run))
      found.add(`a ${app.kind} of version ${NEW} started on a restored database`);
  }
  return [...found];
}

/** Somebody has released the version once more, after it was undone: they mean the database that serves now. */
function releasedAgain({ world }: Run, app: App): boolean {
  const pointed = world.calls.findLast(({ step, at, took }) => step === 'switch-pointer' && took && at < app.startedAt);
  return world.states
    .executions()
    .some(
      ({ options, startedAt }) =>
        options.machineArn.endsWith('-release') && startedAt > (pointed?.at ?? 0) && startedAt < app.startedAt,
    );
}

/** Somebody released it once more while it served, and that release was undone: back to what served before it, the same version. */
const wasKnownGood = ({ world }: Run): boolean =>
  [...world.ledger.records().values()].some(
    ({ record, outcome, knownGood }) =>
      String(record).startsWith('release#') &&
      outcome === 'rolled-back' &&
      (knownGood as { version?: string } | null)?.version === NEW,
  );
