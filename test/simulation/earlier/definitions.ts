import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync, gzipSync } from 'node:zlib';

/** Workflows as an earlier version of this project deployed them, in the simulation's account. */
export type Definitions = Readonly<Record<string, string>>;

const folder = new URL('.', import.meta.url);

/** Versions that are kept, by the day of their release. */
export const kept = (): string[] =>
  readdirSync(folder).flatMap((file) => (file.endsWith('.json.gz') ? [file.replace('.json.gz', '')] : []));

export const fileOf = (version: string): URL => new URL(`${version}.json.gz`, folder);

export const unpacked = (version: string): Definitions =>
  JSON.parse(gunzipSync(readFileSync(fileOf(version))).toString()) as Definitions;

export const packed = (definitions: Definitions): Buffer => gzipSync(JSON.stringify(definitions), { level: 9 });

/** A state that only one of the workflows has, or has not. */
const ONLY: readonly (readonly [machine: string, state: string])[] = [
  ['release', 'Take the lock'],
  ['decision', 'Did a person reopen it?'],
  ['settle', 'Begin to settle'],
  ['backup-drill', 'Begin the backup drill'],
  ['rollback', 'Take over the lock'],
  ['standby', 'Restore the standby'],
  ['wake', 'Invoke every function'],
];

/** Which workflow a definition is. @throws Error for none of them */
export function machineOfDefinition(text: string): string {
  const { States } = JSON.parse(text) as { States: object };
  const [machine] = ONLY.find(([, state]) => state in States) ?? [];
  if (machine === undefined)
    throw new Error(`A workflow has none of the states ${ONLY.map(([, state]) => state).join(', ')}.`);
  return machine;
}

/** What stands in a definition as a literal and differs between runs, or between accounts: names that AWS generates. */
const LITERALS: readonly RegExp[] = [
  /"policy":"[a-z-]+"/,
  /"maxLostWrites":\d+/,
  /arn:aws:elasticloadbalancing:[^"]*?:listener\/app\/survey\/[0-9a-f]+\/[0-9a-f]+/,
  ...['databasemaster', 'databasereader', 'databaseapplication'].map(
    (secret) => new RegExp(`arn:aws:secretsmanager:[^"]*?:secret:surveyplatform-${secret}[0-9a-f-]+`),
  ),
  /arn:aws:kms:[^"]*?:key\/[0-9a-f-]+/,
];

/** An earlier definition with the literals of today's. */
export function inTodaysWorld(earlier: string, today: string): string {
  return LITERALS.reduce((text, literal) => {
    const [now] = literal.exec(today) ?? [];
    return now === undefined ? text : text.replaceAll(new RegExp(literal, 'g'), () => now);
  }, earlier);
}
