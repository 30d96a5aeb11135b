import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { clientSettings } from '../aws/client-settings.ts';
import { readSecret, secretsManager } from '../aws/secret.ts';
import type { Pointer } from '../model/environment.ts';
import { StepError } from '../step/errors.ts';
import { pointerValue } from './pointer-value.ts';

const parameters = new SSMClient(clientSettings);

/** The pointer cannot be read, or not be written. */
export const POINTER_UNFIT = 'PointerUnfit';

const FIELDS = 'JSON with the field that database.pointer names';

/** The database host as the application reads it: never secret, even when it is a field of a secret. */
export async function readPointer(pointer: Pointer): Promise<string> {
  if ('parameter' in pointer) {
    const { Parameter } = await parameters.send(new GetParameterCommand({ Name: pointer.parameter }));
    // Read without its key, its value would be ciphertext, which every message would quote.
    if (Parameter?.Type === 'SecureString')
      throw new StepError(
        POINTER_UNFIT,
        `The pointer ${pointer.parameter} is a SecureString; expected a String: a database's host is no secret. Make it a String, or keep it in a field of a secret`,
      );
    return Parameter?.Value ?? '';
  }
  const value = (await secretFields(pointer.secret))[pointer.field];
  return typeof value === 'string' ? value : '';
}

/** Writes the pointer. In a secret it changes that one field only. */
export async function writePointer(pointer: Pointer, value: string): Promise<void> {
  if ('parameter' in pointer) {
    await parameters.send(new PutParameterCommand({ Name: pointer.parameter, Value: value, Overwrite: true }));
    return;
  }
  await writeField(pointer, value);
}

/** More rotations than may come between two calls. */
const TRIES = 3;

/**
 * Secrets Manager writes whole secrets and compares nothing: a rotation between reading and writing would be lost. The version
 * that ours has replaced shows it; then its fields are written again.
 */
async function writeField({ secret, field }: Extract<Pointer, { secret: string }>, value: string): Promise<void> {
  let written: string | undefined;
  let text = JSON.stringify({ ...(await secretFields(secret)), [field]: value });
  for (let attempt = 0; attempt < TRIES; attempt++) {
    await secretsManager.send(new PutSecretValueCommand({ SecretId: secret, SecretString: text }));
    const replaced = await readSecret(secret, FIELDS, 'AWSPREVIOUS');
    const expected = replaced === undefined ? text : JSON.stringify({ ...replaced, [field]: value });
    if (expected === text || JSON.stringify(replaced) === written) return;
    [written, text] = [text, expected];
  }
  throw new StepError(
    POINTER_UNFIT,
    `The secret ${secret} was rotated ${TRIES} times while its field "${field}" was written; expected nobody else to write it now. Look at its rotation, then redrive`,
  );
}

export { pointerValue };

/** Whether the pointer leads there: users are on that database. */
export const isServing = async (pointer: Pointer, { host, port }: { host: string; port: number }): Promise<boolean> =>
  (await readPointer(pointer)) === pointerValue(pointer, host, port);

const secretFields = async (secret: string): Promise<Record<string, unknown>> =>
  (await readSecret(secret, FIELDS)) ?? {};
