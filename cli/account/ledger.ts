import { VARIABLES } from '../../lambdas/model/variables.ts';
import type { Environment } from './environments.ts';

/** The functions' own reading of the ledger, pointed at this environment as their variables point them. */
export async function ledgerOf({ name }: Environment) {
  process.env[VARIABLES.environment] = name;
  process.env[VARIABLES.ledgerTable] = `knowngood-${name}`;
  return await import('../../lambdas/ledger/table.ts');
}
