import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { StepError } from '../step/errors.ts';
import { clientSettings } from './client-settings.ts';

export const secretsManager = new SecretsManagerClient(clientSettings);

/** The secret lacks the fields it must have. */
export const SECRET_UNFIT = 'SecretUnfit';

/** User and password of a connection. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** What a secret with a login holds. */
export const LOGIN = 'JSON with "username" and "password", two texts';

/** A rotation leaves the version it replaced under `AWSPREVIOUS`. */
export type Stage = 'AWSCURRENT' | 'AWSPREVIOUS';

/**
 * The fields of a secret; `undefined` when it has no version of that stage.
 * @param expected the fields it should have, for the message.
 */
export async function readSecret(
  id: string,
  expected: string,
  stage: Stage = 'AWSCURRENT',
): Promise<Record<string, unknown> | undefined> {
  try {
    const { SecretString } = await secretsManager.send(
      new GetSecretValueCommand({ SecretId: id, ...(stage === 'AWSCURRENT' ? {} : { VersionStage: stage }) }),
    );
    return fieldsOf(id, expected, SecretString ?? '');
  } catch (error) {
    if (stage === 'AWSPREVIOUS' && error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

/** @throws StepError `SecretUnfit`. It repeats nothing of the secret: the error of `JSON.parse` would quote it. */
export function fieldsOf(id: string, expected: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unfit(id, expected);
  return value as Record<string, unknown>;
}

/** @throws StepError `SecretUnfit` */
export function loginOf(id: string, { username, password }: Record<string, unknown>): Login {
  if (typeof username !== 'string' || username === '' || typeof password !== 'string' || password === '')
    throw unfit(id, LOGIN);
  return { username, password };
}

const unfit = (id: string, expected: string): StepError =>
  new StepError(
    SECRET_UNFIT,
    `The secret ${id} holds something else than expected: ${expected}. Correct it, then try again`,
  );
