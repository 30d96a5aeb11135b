import { SECRET_UNFIT } from '../../aws/secret.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { withDatabase } from '../sql.ts';
import { type Input, type Output, READ_ROLE_UNFIT } from './contract.ts';
import { judge } from './fitness.ts';
import { look } from './look.ts';

/** Proves, before anything depends on it, that the role for reading can read what it must and change nothing. */
export const handler = step<Input, Output>(async ({ connection, host, port, tables, sentinels }) => {
  if (connection === null) return { role: null };
  try {
    return await withDatabase(connection, { host, port }, async (client) => {
      const seen = await look(client, tables, sentinels);
      const problems = judge(seen);
      if (problems.length > 0) throw unfit(problems.join('; '));
      return { role: seen.role };
    });
  } catch (error) {
    const { name, message, cause } = error as Error & { cause?: { code?: string } };
    if (name === SECRET_UNFIT) throw unfit(message);
    if (!isRefused(cause?.code)) throw error;
    throw unfit(
      `${message}; expected the role of database.connect.readSecret to log in. Create it, or correct the secret (README, "A role that can only read")`,
    );
  }
});

const unfit = (why: string): StepError =>
  new StepError(READ_ROLE_UNFIT, `The release was refused, nothing was touched: ${why}.`);

/** SQLSTATE class 28 (no such role, wrong password, not let in), 3D000 (no such database), 42501 (may not connect to it). */
const isRefused = (code: string | undefined): boolean => /^(28|3D000|42501)/.test(code ?? '');
