import { missingWays } from '../../aws/reach.ts';
import { SECRET_UNFIT } from '../../aws/secret.ts';
import { textIn } from '../../messages/portuguese/in-language.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { isShut } from '../shut.ts';
import { withDatabase } from '../sql.ts';
import { type Input, type Output, OWNER_UNFIT } from './contract.ts';
import { judgeOwner, ownerOf } from './owner.ts';

/**
 * Looks, before anything depends on it, at what the database's owner may do: a rollback would find out after its pointer has
 * moved. Apart from the role that can only read, whose sentinels are the configuration's: no function has both passwords.
 */
export const handler = step<Input, Output>(async (input) => {
  // Without its services a login cannot be tried. *Inspect the read role*, of the same network, has told which are missing.
  if (input.dryRun && (await missingWays('database.connect')) !== null) return { problems: [], warnings: [] };
  const found = await inspect(input);
  if (found.problems.length > 0 && !input.dryRun)
    throw new StepError(OWNER_UNFIT, `The release was refused, nothing was touched: ${found.problems.join('; ')}.`);
  const told = textIn(input.language);
  // A refused release has its problems in a cause, in English: whoever tells of it puts them into the language.
  return { problems: found.problems.map(told), warnings: found.warnings.map(told) };
});

async function inspect({ connection, host, port, applicationRoles }: Input): Promise<Output> {
  if (connection === null) return { problems: [], warnings: [] };
  try {
    return judgeOwner(await withDatabase(connection, { host, port }, (client) => ownerOf(client, applicationRoles)));
  } catch (error) {
    const { name, message } = error as Error;
    if (name !== SECRET_UNFIT && !isShut(error)) throw error;
    return { problems: [`${message}; expected the role of database.connect.secret to log in`], warnings: [] };
  }
}
