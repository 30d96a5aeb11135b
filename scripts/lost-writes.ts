import { parseArgs } from 'node:util';
import { lostWrites } from '../cli/lost-writes.ts';
import { inFolder } from '../lambdas/database/lost-row-place.ts';

const USAGE = `npm run lost-writes -- --environment <name> --rollback <id> --secret <ARN> --database <name> --folder <path>
  writes the rows that only the quarantined database has, per table as CSV and as SQL to review. It only reads.
  --release    the release whose restore point was restored. When left out it is the one that the rollback undid; needed where a
               person went back over several ("to")
  --secret     of a role that may read both databases: database.connect.readSecret
  --tls        require (when left out), or disable`;

/** The same as `knowngood lost-writes`. */
async function main(): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      ...{ environment: text, rollback: text, release: text, secret: text, database: text, folder: text },
      tls: { type: 'string', default: 'require' },
    },
  });
  const { environment, rollback, secret, database, folder, tls, release } = values;
  if (!environment || !rollback || !secret || !database || !folder) return say(USAGE, 2);
  const exported = await lostWrites({
    ...{ environment, rollback, secret, database, tls, release },
    place: inFolder(folder),
  });
  if (!exported.ok) return say(exported.why, exported.needs ? 2 : 1);
  for (const line of exported.lines) say(line, 0);
  return 0;
}

function say(line: string, code: number): number {
  process.stdout.write(`${line}\n`);
  return code;
}

process.exitCode = await main();
