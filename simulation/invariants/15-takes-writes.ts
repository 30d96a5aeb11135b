import { MOVES_THE_POINTER } from '../people/changes-by-others.ts';
import type { Run } from '../run/run.ts';
import { liveServer } from '../world/running-services.ts';
import { ROLES } from '../world/survey-platform.ts';

/** An open environment has a database that takes the application's writes: its role may connect, and write. */
export function takesWrites({ world }: Run): string[] {
  if (world.ledger.status().status !== 'open') return [];
  const live = liveServer(world);
  // Whoever wrote another value into the pointer is asked to put it right: invariant 7.
  if (live === undefined) return pointerIsOthers(world.facts.others) ? [] : ['the pointer leads to no database'];
  const sessions = [...live.sessions].filter(({ role }) => role === ROLES.application);
  return [
    ...(live.running ? [] : ['the server does not run']),
    ...(live.admitted ? [] : ['no connection is let in']),
    ...(live.content.shutOut.has(ROLES.application) ? ['the application’s role may not log in'] : []),
    ...(live.content.closed ? ['the application may not connect'] : []),
    ...(live.content.readOnly || sessions.some(({ readOnly }) => readOnly) ? ['it is read-only'] : []),
  ].map((what) => `the ledger says open, and of the database that serves: ${what}`);
}

const pointerIsOthers = (others: readonly { readonly what: string }[]): boolean =>
  others.some(({ what }) => what === MOVES_THE_POINTER);
