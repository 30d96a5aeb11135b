import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import type { Login } from '../../aws/secret.ts';

/** What PostgreSQL's `password_encryption` may be. */
export type Encryption = 'scram-sha-256' | 'md5';

/** PostgreSQL's own, and its default (`scram_iterations`). */
const ITERATIONS = 4_096;

/**
 * What PostgreSQL keeps of a password, made here: a statement that carries it shows the password to no log. By SCRAM, or by
 * MD5 where the server makes those, for drivers that know no SCRAM.
 * Source: https://www.postgresql.org/docs/current/catalog-pg-authid.html; RFC 5802, RFC 7677
 */
export function verifierOf({ username, password }: Login, encryption: Encryption, salt = randomBytes(16)): string {
  if (encryption === 'md5') return `md5${createHash('md5').update(`${password}${username}`).digest('hex')}`;
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const stored = createHash('sha256').update(hmac(salted, 'Client Key')).digest('base64');
  const server = hmac(salted, 'Server Key').toString('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${server}`;
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** SCRAM prepares other characters first (SASLprep), which clients do each in its way. */
export const isPlain = ({ password }: Login): boolean => /^[\x20-\x7e]+$/.test(password);
