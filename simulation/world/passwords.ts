import { createHash, createHmac, pbkdf2Sync } from 'node:crypto';

/** Whether a password is the one that PostgreSQL keeps: as it was set, or by its SCRAM verifier (RFC 5803). */
export function accepts(kept: string, password: string): boolean {
  const [, iterations = '', salt = '', stored = ''] = /^SCRAM-SHA-256\$(\d+):([^$]+)\$([^:]+):/.exec(kept) ?? [];
  if (iterations === '') return kept === password;
  const salted = pbkdf2Sync(password, Buffer.from(salt, 'base64'), Number(iterations), 32, 'sha256');
  const key = createHmac('sha256', salted).update('Client Key').digest();
  return createHash('sha256').update(key).digest('base64') === stored;
}
