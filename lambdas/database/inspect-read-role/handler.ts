import { missingWays } from '../../aws/reach.ts';
import { SECRET_UNFIT } from '../../aws/secret.ts';
import { textIn } from '../../messages/portuguese/in-language.ts';
import type { Connection } from '../../model/environment.ts';
import { SERVICE_UNREACHABLE } from '../../model/errors.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { countWrites } from '../counts.ts';
import { isShut } from '../shut.ts';
import { withDatabase } from '../sql.ts';
import { type Input, type Output, READ_ROLE_UNFIT } from './contract.ts';
import { judge } from './fitness.ts';
import { look } from './look.ts';
import { foreignTables, jobsInside, timeSentinels } from './proving.ts';
import { warnings } from './warnings.ts';

/** Proves, before anything depends on it, that the role for reading can read what it must and change nothing. */
export const handler = step<Input, Output>(async (input) => {
  const { connection } = input;
  if (connection === null) return { role: null, problems: [], warnings: [] };
  const missing = await missingWays('database.connect');
  if (missing !== null && !input.dryRun) throw new StepError(SERVICE_UNREACHABLE, missing);
  // Without its services a login cannot be tried.
  if (missing !== null) return unfit(textIn(input.language)(missing));
  const found = await inspect(connection, input);
  if (found.problems.length > 0 && !input.dryRun)
    throw new StepError(READ_ROLE_UNFIT, `The release was refused, nothing was touched: ${found.problems.join('; ')}.`);
  // A refused release has its problems in a cause, in English: whoever tells of it puts them into the language.
  return { ...found, problems: found.problems.map(textIn(input.language)) };
});

async function inspect(
  connection: Connection,
  { host, port, scope, sentinels, language }: Omit<Input, 'connection'>,
): Promise<Output> {
  try {
    return await withDatabase(connection, { host, port }, async (client, elsewhere) => {
      const seen = await look(client, scope.tables, sentinels);
      const problems = judge(seen);
      if (problems.length > 0) return unfit(...problems);
      const found = {
        counts: await countWrites(client, elsewhere, scope, ''),
        foreign: await foreignTables(client),
        jobs: await jobsInside(client),
        sentinels: await timeSentinels(client, sentinels),
      };
      return { role: seen.role, problems, warnings: warnings(found, language) };
    });
  } catch (error) {
    const { name, message } = error as Error;
    if (name === SECRET_UNFIT) return unfit(message);
    if (!isShut(error)) throw error;
    return unfit(
      `${message}; expected the role of database.connect.readSecret to log in. Create it, or correct the secret (README, "A role that can only read")`,
    );
  }
}

const unfit = (...problems: readonly string[]): Output => ({ role: null, problems, warnings: [] });
