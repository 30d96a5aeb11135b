import type { DBSnapshot } from '@aws-sdk/client-rds';
import type { Input } from './contract.ts';

/** Why a restore must not rest on this snapshot. */
export function problemsOf(snapshot: DBSnapshot | undefined, input: Input, environment: string): string[] {
  const name = input.restorePoint.snapshot;
  if (snapshot === undefined) return [`the snapshot ${name} does not exist; expected it to be kept`];
  const found: string[] = [];
  if (snapshot.Status !== 'available') found.push(`the snapshot ${name} is ${snapshot.Status}; expected available`);
  if (snapshot.TagList?.find((tag) => tag.Key === 'knowngood')?.Value !== environment)
    found.push(`the snapshot ${name} does not carry the tag knowngood = ${environment}`);
  if (snapshot.DbiResourceId !== input.restorePoint.resourceId)
    found.push(
      `the snapshot ${name} is of instance ${snapshot.DbiResourceId}; expected ${input.restorePoint.resourceId}`,
    );
  if (snapshot.Engine !== 'postgres') found.push(`the snapshot's engine is ${snapshot.Engine}; expected postgres`);
  if (major(snapshot.EngineVersion) !== major(input.database.engineVersion))
    found.push(`the snapshot's engine version is ${snapshot.EngineVersion}; expected ${input.database.engineVersion}`);
  if ((snapshot.Encrypted ?? false) !== input.database.encrypted)
    found.push(
      `the snapshot's encryption is ${snapshot.Encrypted}; expected ${input.database.encrypted}, as its source`,
    );
  if ((snapshot.KmsKeyId ?? null) !== input.database.kmsKey)
    found.push(`the snapshot's key is ${snapshot.KmsKeyId ?? 'none'}; expected ${input.database.kmsKey ?? 'none'}`);
  const taken = snapshot.SnapshotDatabaseTime ?? snapshot.SnapshotCreateTime;
  const hours = taken === undefined ? Number.POSITIVE_INFINITY : (Date.parse(input.now) - taken.getTime()) / 3_600_000;
  if (hours > input.oldestHours)
    found.push(`the snapshot is ${Math.round(hours)} hours old; expected at most ${input.oldestHours}`);
  return found;
}

const major = (version: string | undefined): string => version?.split('.')[0] ?? '';
