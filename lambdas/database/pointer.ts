import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { clientSettings } from '../aws/client-settings.ts';
import { readSecret, secretsManager } from '../aws/secret.ts';
import type { Pointer } from '../model/environment.ts';

const parameters = new SSMClient(clientSettings);

/** The database host as the application reads it: never secret, even when it is a field of a secret. */
export async function readPointer(pointer: Pointer): Promise<string> {
  if ('parameter' in pointer) {
    const { Parameter } = await parameters.send(new GetParameterCommand({ Name: pointer.parameter }));
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
  const fields = await secretFields(pointer.secret);
  await secretsManager.send(
    new PutSecretValueCommand({
      SecretId: pointer.secret,
      SecretString: JSON.stringify({ ...fields, [pointer.field]: value }),
    }),
  );
}

/** The pointer's value for an endpoint. */
export const pointerValue = (pointer: Pointer, host: string, port: number): string =>
  pointer.format === 'host:port' ? `${host}:${port}` : host;

const secretFields = async (secret: string): Promise<Record<string, unknown>> =>
  (await readSecret(secret, 'JSON with the field that database.pointer names')) ?? {};
