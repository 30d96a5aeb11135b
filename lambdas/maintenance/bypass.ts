import { createHmac } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientSettings } from '../aws/client-settings.ts';
import { readStatus } from '../ledger/table.ts';
import { VARIABLES } from '../model/variables.ts';
import { required } from '../step/required.ts';

const secrets = new SecretsManagerClient(clientSettings);

/** The header that lets tests in while maintenance mode is on. */
export const BYPASS_HEADER = 'x-knowngood-bypass';

/**
 * The header's value, another one each time maintenance mode is raised: whoever reads the rules of a listener has nothing once
 * it is lowered. It is made of a random secret of the stack and the moment of raising, which the ledger keeps, and never put
 * into a state, a log or a message.
 * @param since `maintenanceSince` of the environment's status
 */
export async function bypassValue(since: string): Promise<string> {
  const { SecretString } = await secrets.send(
    new GetSecretValueCommand({ SecretId: required(VARIABLES.bypassSecret) }),
  );
  if (SecretString === undefined || SecretString === '') {
    throw new Error(
      'The bypass secret is empty; expected the random value the stack gave it. Deploy the control plane again.',
    );
  }
  return createHmac('sha256', SecretString).update(since).digest('hex');
}

/** The header that lets requests in now; none while maintenance mode is not raised. */
export async function bypassHeaders(): Promise<Record<string, string>> {
  const { maintenanceSince } = await readStatus();
  return maintenanceSince === null ? {} : { [BYPASS_HEADER]: await bypassValue(maintenanceSince) };
}
