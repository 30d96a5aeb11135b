import { parameterVersions } from '../../aws/parameters.ts';
import { writeFacts } from '../../ledger/acting.ts';
import { newestReleases, readRelease } from '../../ledger/table.ts';
import type { KnownGood } from '../../model/release.ts';
import { step } from '../../step/step.ts';
import type { Input, Output } from './contract.ts';
import { UNVERIFIED, verification } from './verified.ts';

/** How far back to look for the release that verified what runs: more than a year of daily releases. */
const LOOK_BACK = 400;

/** Writes down where the environment can return to, before anything changes. A second run keeps the first record. */
export const handler = step<Input, Output>(async (input) => {
  const already = (await readRelease(input.release.id))?.knownGood;
  if (already !== undefined && already !== null) return { parameters: already.parameters.length };
  const [parameters, releases] = await Promise.all([
    parameterVersions(input.configurationPaths, input.pointerParameter),
    newestReleases(
      (soFar) => soFar.length >= LOOK_BACK || verification(input.services, soFar).verifiedBy !== UNVERIFIED,
    ),
  ]);
  const knownGood: KnownGood = {
    recordedAt: input.now,
    ...verification(input.services, releases),
    services: input.services,
    parameters,
    database: input.database,
  };
  await writeFacts({
    lock: input.lock,
    step: 'record-known-good',
    now: input.now,
    record: { key: `release#${input.release.id}`, set: [[['knownGood'], knownGood]] },
  });
  return { parameters: parameters.length };
});
