import { story } from '../story/scenario.ts';
import type { Mutation } from './mutation.ts';
import { inFile } from './patch.ts';

const RESTORED = story({ bad: 'after-close', policy: 'restore' });

/** What a rollback says of its databases is what pointer, ledger and tag say. */
export const NAMING: readonly Mutation[] = [
  {
    name: 'the report names the databases the other way round',
    guard: 'reporting',
    definition: (text) =>
      text.replaceAll(
        '"restored":"{% $restored %}","quarantined":"{% $quarantined %}","readOnly"',
        '"restored":"{% $quarantined %}","quarantined":"{% $restored %}","readOnly"',
      ),
    breaks: [33],
    trials: [{ scenario: RESTORED }],
  },
  {
    name: 'the ledger names the replaced database as the one that serves',
    guard: 'reporting',
    patches: [
      inFile('lambdas/requests/close-rollback/handler.ts').replace(
        "[['restored'], input.restored]",
        "[['restored'], input.quarantined ?? input.restored]",
      ),
    ],
    breaks: [33],
    trials: [{ scenario: RESTORED }],
  },
  {
    name: 'the replaced database is not tagged as quarantined',
    guard: 'quarantine',
    patches: [
      inFile('lambdas/database/quarantine-database/handler.ts').replace(
        'await rds.send(new AddTagsToResourceCommand({ ResourceName: arn, Tags: tags }));',
        'if (tags.length === 0) await rds.send(new AddTagsToResourceCommand({ ResourceName: arn, Tags: tags }));',
      ),
    ],
    breaks: [33],
    trials: [{ scenario: RESTORED }],
  },
];
