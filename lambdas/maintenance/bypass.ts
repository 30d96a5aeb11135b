import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientSettings } from '../aws/client-settings.ts';
import { VARIABLES } from '../model/variables.ts';
import { required } from '../step/required.ts';

const secrets = new SecretsManagerClient(clientSettings);

/** The header that lets tests in while maintenance mode is on. */
export const BYPASS_HEADER = 'x-knowngood-bypass';

/**
 * The header's value, a random secret of the stack. It is read when needed, and never put into a state, a log or a message.
 */
export async function bypassValue(): Promise<string> {
  const { SecretString } = await secrets.send(
    new GetSecretValueCommand({ SecretId: required(VARIABLES.bypassSecret) }),
  );
  if (SecretString === undefined || SecretString === '') {
    throw new Error(
      'The bypass secret is empty; expected the random value the stack gave it. Deploy the control plane again.',
    );
  }
  return SecretString;
}
