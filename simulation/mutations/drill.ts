import { STATES } from '../../lambdas/model/state-names.ts';
import { cell } from '../faults/cell.ts';
import { story } from '../story/scenario.ts';
import type { Mutation } from './mutation.ts';
import { inFile } from './patch.ts';

const DELETING = 'lambdas/database/delete-throw-away/handler.ts';
const scenario = story({ migration: 'none', bad: 'backup-drill' });
const stopped = { scenario, cells: [cell('backup-drill', STATES.lookAtTheThrowAwayDatabase, 'stopped-by-a-person')] };

/** What a backup drill may delete, and what it may leave. */
export const DRILLING: readonly Mutation[] = [
  {
    name: 'a drill that was stopped leaves its database to nobody',
    guard: 'drill',
    patches: [inFile(DELETING).replace('const left = instances.filter(', 'const left = instances.slice(0, 0).filter(')],
    breaks: [29],
    trials: [stopped],
  },
  {
    name: 'a drill deletes by name alone, and takes the database in use for what an earlier one left',
    guard: 'drill',
    patches: [
      inFile('lambdas/database/throw-away.ts').replace(
        '  return isOurs ? work : null;',
        "  return isOurs || instance.DBInstanceIdentifier?.startsWith(configured) ? work || 'x' : null;",
      ),
    ],
    breaks: [29, 2],
    trials: [{ scenario }],
  },
  {
    name: 'the look deletes the database of a drill that runs',
    guard: 'drill',
    patches: [inFile(DELETING).replace('drill !== null && drill !== runs', 'drill !== null')],
    breaks: [29],
    trials: [{ scenario }],
  },
  {
    name: 'a drill that failed ends with its database there',
    guard: 'drill',
    patches: [
      inFile(DELETING).replace(
        'return { gone: false, deleted: asked ? [name] : [] };',
        'return { gone: true, deleted: [] };',
      ),
      inFile(DELETING).replace(
        "const asked = status !== 'deleting' && (await deleteThrowAway(name));",
        'const asked = false;',
      ),
      inFile(DELETING).replace('const left = instances.filter(', 'const left = instances.slice(0, 0).filter('),
    ],
    breaks: [29],
    trials: [{ scenario }],
  },
];
