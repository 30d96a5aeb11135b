import { readFileSync } from 'node:fs';
import { PostgresUnavailable } from './unavailable.ts';

/** The user a server runs as where it cannot run as ours. */
export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root, so root runs it as `nobody` or `postgres`. The user must have a passwd entry: initdb reads it. */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of ['nobody', 'postgres']) {
    const entry = entries.find((fields) => fields[0] === name);
    const uid = Number(entry?.[2]);
    const gid = Number(entry?.[3]);
    if (entry && uid > 0 && gid >= 0) return { name, uid, gid };
  }
  throw new PostgresUnavailable(
    'it refuses to run as root, and /etc/passwd has neither a user "nobody" nor a user "postgres"',
    'run the sandbox as an ordinary user',
  );
}
