import { ROLES } from '../world/survey-platform.ts';
import type { World } from '../world/world.ts';

interface Login {
  readonly username: string;
  readonly password: string;
}

/** The live database asks the application for the password of its secret. */
export function askForPassword(world: World): void {
  const { login } = applicationSecret(world);
  for (const { content } of world.postgres.servers) content.passwords.set(login.username, login.password);
}

/** Somebody rotates the application's password: in the secret and in the live database, as a rotation does. */
export async function rotatePassword(world: World): Promise<void> {
  const { id, login } = applicationSecret(world);
  const rotated: Login = { ...login, password: `${login.password}-rotated` };
  const { PutSecretValue } = world.secrets.handlers as unknown as { PutSecretValue(input: object): unknown };
  await PutSecretValue({ SecretId: id, SecretString: JSON.stringify(rotated) });
  for (const { content } of world.postgres.servers) content.passwords.set(rotated.username, rotated.password);
}

function applicationSecret({ secrets, secretNames }: World): { readonly id: string; readonly login: Login } {
  for (const id of secretNames) {
    const value = secrets.valueOf(id);
    if (!value.startsWith('{')) continue;
    const login = JSON.parse(value) as Login;
    if (login.username === ROLES.application) return { id, login };
  }
  throw new Error(`No secret of the template is of the role ${ROLES.application}.`);
}
