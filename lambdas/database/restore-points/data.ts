import type { LiveDatabase } from '../../model/release.ts';

/** What is asked of a restore point, whatever its mode. */
export interface Asked {
  readonly now: string;
  readonly database: Pick<LiveDatabase, 'engineVersion' | 'encrypted' | 'kmsKey'>;
  /** Older restore points are refused. */
  readonly oldestHours: number;
}

/** What RDS says of the data, of a snapshot and of automated backups alike. */
interface Data {
  readonly Engine?: string | undefined;
  readonly EngineVersion?: string | undefined;
  readonly Encrypted?: boolean | undefined;
  readonly KmsKeyId?: string | undefined;
}

/** Data that does not suit the database it came from. `what`: as people read it. */
export function dataProblems(what: string, data: Data, { database }: Asked): string[] {
  const found: string[] = [];
  if (data.Engine !== 'postgres') found.push(`the ${what}'s engine is ${data.Engine}; expected postgres`);
  if (major(data.EngineVersion) !== major(database.engineVersion))
    found.push(`the ${what}'s engine version is ${data.EngineVersion}; expected ${database.engineVersion}`);
  if ((data.Encrypted ?? false) !== database.encrypted)
    found.push(`the ${what}'s encryption is ${data.Encrypted}; expected ${database.encrypted}, as its source`);
  if ((data.KmsKeyId ?? null) !== database.kmsKey)
    found.push(`the ${what}'s key is ${data.KmsKeyId ?? 'none'}; expected ${database.kmsKey ?? 'none'}`);
  return found;
}

export function tooOld(what: string, at: Date | undefined, { now, oldestHours }: Asked): string[] {
  const hours = at === undefined ? Number.POSITIVE_INFINITY : (Date.parse(now) - at.getTime()) / 3_600_000;
  return hours > oldestHours ? [`the ${what} is ${Math.round(hours)} hours old; expected at most ${oldestHours}`] : [];
}

const major = (version: string | undefined): string => version?.split('.')[0] ?? '';
