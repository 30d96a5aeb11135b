import { STATES } from '../../lambdas/model/state-names.ts';
import { cell } from '../faults/cell.ts';
import { story } from '../story/scenario.ts';
import { type Mutation, SEVERAL } from './mutation.ts';
import { inFile } from './patch.ts';

/** RDS refuses the tag until somebody mends it, and a job of somebody's own writes on meanwhile. */
export const TAG_REFUSED = {
  seeds: [2488],
  scenario: story({ bad: 'in-checks', decided: 'reopen', by: 'person' }),
  cells: [cell('rollback', STATES.quarantineTheReplacedDatabase, 'events-and-watchdog-lost', 'rds:AddTagsToResource')],
  intrusions: [
    { kind: 'a stray job writes', after: 592_549 },
    { kind: 'an ended release is redriven', after: 1_169_665 },
  ],
} as const satisfies Mutation['trials'][number];

/** The same where the database refuses to be made read-only: nobody hears of it for minutes, and the job writes on. */
export const READ_ONLY_REFUSED = {
  seeds: [5279],
  scenario: story({ migration: 'none', policy: 'restore', bad: 'after-close' }),
  cells: [cell('rollback', STATES.quarantineTheReplacedDatabase, 'events-and-watchdog-lost', 'postgres:Query')],
  intrusions: [{ kind: 'a stray job writes', after: 139_733 }],
} as const satisfies Mutation['trials'][number];

/** The replaced database takes no connection while it is quarantined, then does again, and a job writes to it. */
export const ANSWERS_AGAIN = {
  seeds: [12972],
  scenario: story({ migration: 'compatible', policy: 'restore', bad: 'migration-fails', decided: 'keep' }),
  cells: [cell('rollback', STATES.quarantineTheReplacedDatabase, 'throttled-for-ever', 'postgres:Connect')],
  intrusions: [{ kind: 'a stray job writes', after: 300_000 }],
} as const satisfies Mutation['trials'][number];

/** The database that was left is kept, and takes no write. */
export const QUARANTINE: readonly Mutation[] = [
  {
    name: 'going forward again says that nothing was written since',
    guard: 'writes',
    patches: [
      inFile('lambdas/requests/triage/go-forward.ts').replace(
        'behindFence: null',
        'behindFence: { known: true, total: 0, tables: {}, others: 0, gone: 0, databases: [], except: [] }',
      ),
    ],
    breaks: [8],
    trials: [{ scenario: story({ bad: 'forward-again' }) }],
  },
  {
    name: 'a quarantined database that is gone forward to stays closed',
    guard: 'quarantine',
    patches: [
      inFile('lambdas/database/let-application-in/handler.ts').replace(
        'if (kept && connection !== null)',
        'if (kept && connection === null)',
      ),
      inFile('lambdas/database/let-application-in/handler.ts').replace(
        '() => open(connection, { host, port })',
        '() => Promise.resolve()',
      ),
    ],
    // Its proof tries the application's login: nobody comes forward.
    breaks: [6, 15],
    trials: [{ scenario: story({ bad: 'forward-again' }) }],
  },
  {
    name: 'a quarantined database that is gone forward to is opened, and stays read-only',
    guard: 'quarantine',
    patches: [
      inFile('lambdas/database/quarantine.ts').replace(
        /await client\.query\(`ALTER DATABASE .*? RESET default_transaction_read_only`\);/,
        '',
      ),
    ],
    breaks: [15],
    trials: [{ scenario: story({ bad: 'forward-again' }) }],
  },
  {
    name: 'the replaced database is neither closed nor made read-only',
    guard: 'quarantine',
    patches: [
      inFile('lambdas/database/quarantine.ts').replace(/await client\.query\(`ALTER DATABASE .*? = on`\);/, ''),
      inFile('lambdas/database/quarantine.ts').replace('if (others.length > 0) await', 'if (others.length > 99) await'),
    ],
    breaks: [8],
    trials: [
      {
        scenario: story({ bad: 'after-close' }),
        intrusions: [{ kind: 'a stray job writes', after: 60_000 }],
        seeds: SEVERAL,
      },
    ],
  },
  {
    name: 'a database that took no connection at first is left open to writes',
    guard: 'quarantine',
    patches: [
      inFile('lambdas/database/end-sessions/handler.ts').replace(
        'input.readOnly ? await closed(client, input) : null',
        'input.readOnly && input.limitMinutes < 0 ? await closed(client, input) : null',
      ),
    ],
    breaks: [8],
    trials: [ANSWERS_AGAIN],
  },
  {
    name: 'sessions that were begun before are left',
    guard: 'quarantine',
    patches: [
      inFile('lambdas/database/sessions.ts').replace(
        "for (const pid of found) await client.query('SELECT pg_terminate_backend($1)', [pid]);",
        'void client;',
      ),
      inFile('lambdas/database/sessions.ts').replace('remaining: now.length', 'remaining: 0'),
    ],
    breaks: [8],
    trials: [
      { scenario: story(), intrusions: [{ kind: 'a forgotten session writes', after: 60_000 }], seeds: SEVERAL },
    ],
  },
  {
    name: 'what is written until the replaced database is read-only is not counted',
    guard: 'quarantine',
    patches: [
      inFile('lambdas/database/count-lost-writes/conclude.ts').replace(
        "count === 'last' && !lost.known && counted",
        "count === 'last' && counted",
      ),
    ],
    breaks: [8],
    trials: [READ_ONLY_REFUSED],
  },
  {
    name: 'the replaced database is deleted',
    guard: 'quarantine',
    patches: [
      inFile('lambdas/database/quarantine-database/handler.ts').replace(
        "import { AddTagsToResourceCommand } from '@aws-sdk/client-rds';",
        "import { DeleteDBInstanceCommand as AddTagsToResourceCommand } from '@aws-sdk/client-rds';",
      ),
    ],
    breaks: [2],
    trials: [{ scenario: story() }],
  },
];
