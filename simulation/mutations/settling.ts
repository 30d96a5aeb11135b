import { story } from '../story/scenario.ts';
import type { Mutation } from './mutation.ts';
import { inFile } from './patch.ts';

/** What a restored instance is still owed. */
export const SETTLING: readonly Mutation[] = [
  {
    name: 'what is owed to a restored instance is neither applied nor told',
    guard: 'settling',
    patches: [
      inFile('lambdas/database/apply-owed-setting/owed.ts').replace(
        '  return owedChanges(found, wanted).filter(',
        '  return owedChanges(found, found).filter(',
      ),
      inFile('lambdas/database/look-at-settling/handler.ts').replace(
        'differences: differencesOf(settings, settling.settings) }',
        'differences: differencesOf(settings, settings) }',
      ),
    ],
    breaks: [12],
    trials: [{ scenario: story() }],
  },
  {
    name: 'what is owed is not applied, and told under the name of something else',
    guard: 'settling',
    patches: [
      inFile('lambdas/database/apply-owed-setting/owed.ts').replace(
        '  return owedChanges(found, wanted).filter(',
        '  return owedChanges(found, found).filter(',
      ),
      inFile('lambdas/database/differences.ts').replace(
        'const difference = { setting, found:',
        "const difference = { setting: setting === '' ? '' : 'instanceClass', found:",
      ),
    ],
    breaks: [12],
    trials: [{ scenario: story() }],
  },
  {
    name: 'a restored database is told to be warm where a part was not read in time',
    guard: 'settling',
    patches: [
      inFile('lambdas/database/warm-database/warm.ts').replace(
        "      if (isCancelled(error)) return 'late';",
        "      if (isCancelled(error)) return 'done';",
      ),
    ],
    breaks: [23],
    trials: [{ scenario: story() }],
  },
  {
    name: 'warming is given up after one look, before its time is over',
    guard: 'settling',
    patches: [
      inFile('lambdas/database/warm-database/handler.ts').replace(
        'const again = !done && isWithin(moment, since, limitMinutes);',
        'const again = false;',
      ),
    ],
    breaks: [23],
    trials: [{ scenario: story() }],
  },
  {
    name: 'Settle goes on with nothing that is left cold',
    guard: 'settling',
    patches: [
      inFile('lambdas/database/warm-database/handler.ts').replace(
        'if (limitMinutes === 0) return',
        'if (input.pointer !== null) return { again: false, warmth: { ...input.warmth, done: true } };\n  if (limitMinutes === 0) return',
      ),
    ],
    breaks: [23],
    trials: [{ scenario: story() }],
  },
  {
    name: 'a restore is given no tags but ours, and nobody is told',
    guard: 'settling',
    patches: [
      inFile('lambdas/database/restore-database/given-settings.ts').replace(
        '.slice(0, MOST_TAGS - ours.length)',
        '.slice(MOST_TAGS)',
      ),
      inFile('lambdas/database/differences.ts').replace("    ...named('tag', tags),\n", '    ...(tags && {}),\n'),
    ],
    breaks: [12],
    trials: [{ scenario: story() }],
  },
];
