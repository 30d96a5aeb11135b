import { randomInt } from 'node:crypto';
import type { Properties } from '../../kernel/resource.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** A new password as `GenerateSecretString` asks for it, put into its template where it has one. */
export function generate(options: Properties): string {
  const excluded = String(options['ExcludeCharacters'] ?? '');
  const alphabet = (options['ExcludePunctuation'] === true ? LETTERS : `${LETTERS}!#$%&()*+,-.:;<=>?[]^_{|}~`)
    .split('')
    .filter((c) => !excluded.includes(c));
  const password = Array.from(
    { length: Number(options['PasswordLength'] ?? 32) },
    () => alphabet[randomInt(alphabet.length)],
  ).join('');
  if (options['SecretStringTemplate'] === undefined) return password;
  return JSON.stringify({ ...JSON.parse(options['SecretStringTemplate']), [options['GenerateStringKey']]: password });
}
