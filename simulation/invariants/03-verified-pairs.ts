import type { Run } from '../run.ts';
import { NEW } from '../world/versions.ts';

/** Users never reach a version whose database it was not verified with; no task of a bad version ever reaches a restored database. */
export function verifiedPairs({ world }: Run): string[] {
  const { versions, facts, postgres } = world;
  const found = new Set<string>();
  for (const { by, schema } of facts.served)
    if (by !== undefined && schema !== '' && !versions.fits(by.version, schema))
      found.add(`users reached version ${by.version} on a database of schema ${schema}`);
  for (const app of facts.apps) {
    const restored = postgres.at(app.database)?.parent !== undefined;
    if (app.version === NEW && restored) found.add(`a ${app.kind} of version ${NEW} started on a restored database`);
  }
  return [...found];
}
