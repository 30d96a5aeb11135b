import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Wait for processes, servers or PostgreSQL, or compute for long. Every file that is listed nowhere is a unit test. */
const REAL = [
  'test/scenarios/**/*.test.ts',
  'test/play/**/*.test.ts',
  'test/security/**/*.test.ts',
  'test/wrong-input/**/*.test.ts',
  'test/sandbox/{mistakes,postgres}/**/*.test.ts',
  'test/sandbox/endpoint/clients.test.ts',
  'test/sandbox/services/{ecs/ecs,elb/elb,elb/rules,rds/rds,rds/account,rds/point-in-time}.test.ts',
  'test/lambdas/maintenance/shared-listener.test.ts',
  'test/sandbox/services/states/{conformance,features}.test.ts',
  // Make a stack for each case, or a package.
  'test/{bin/environments,lib/{optional-keys,promotion,resource-count},lib/network/service-endpoints,examples/deploy,scripts/package}.test.ts',
  // Puts a clock of its own behind its thread.
  'test/bench/{cost-page,standby,stories}.test.ts',
  'test/simulation/{earlier/earlier,outcomes,regressions}.test.ts',
  'test/simulation/{calls/wire,run/deterministic}.test.ts',
  'test/lambdas/{aws/client-settings,ledger/ledger}.test.ts',
  // Steps that talk SQL, to a real PostgreSQL.
  'test/lambdas/database/{count-lost-writes,count-writes,counts,end-sessions,inspect-owner,inspect-read-role}.test.ts',
  'test/lambdas/database/{look-at-restored-database,prove-database,quarantine-database}.test.ts',
  'test/lambdas/people/watchdog/quarantined.test.ts',
  'test/lambdas/database/whole-instance.test.ts',
];
/**
 * Whose SQL reads catalogs and counters, which differ from version to version: on an older PostgreSQL too, where
 * the packages have it for this machine.
 */
const ON_OLDER = [
  'test/lambdas/database/{advance-sequences,count-lost-writes,counts,end-sessions,lost-rows,quarantine-database,whole-instance}.test.ts',
  'test/lambdas/people/watchdog/quarantined.test.ts',
];
const OLDER = join(import.meta.dirname, 'node_modules', `postgres-15-${process.platform}-${process.arch}`);

/** Compute for minutes, and wait for nothing. */
const COMPUTING = ['test/simulation/{matrix,must-bite,seeds}.test.ts'];
const PERMISSIONS = ['test/permissions/**/*.test.ts'];

/** The fault matrix computes for as long as all scenarios wait; these take minutes: begun first, none is left to run alone at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number =>
      ['/test/simulation/matrix.', '/test/scenarios/', ''].findIndex((part) => moduleId.includes(part));
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    // Real servers and processes wait for most of their time (a third of it is work): five files at a time, and one that
    // computes behind them, fill two cores.
    maxWorkers: 6,
    // One thread that collects and compiles behind each process: more of them wait for each other where all cores are taken.
    execArgv: ['--v8-pool-size=1'],
    sequence: { sequencer: LongestFirst },
    globalSetup: ['test/shared-postgres.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // What the functions' own tests reach of them; what is synthesized is tested in the templates.
    coverage: {
      provider: 'v8',
      include: ['lambdas/**/*.ts'],
      exclude: ['lambdas/**/contract.ts'],
      reporter: [['text', { skipFull: true }]],
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...REAL, ...COMPUTING, ...PERMISSIONS],
          // Loading the SDK for every file anew took more than half of the time. Files share their modules instead, so the
          // stub behind the SDK's clients is set for each.
          isolate: false,
          setupFiles: ['test/lambdas/stub/before-handlers.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: { name: 'real', include: REAL, sequence: { groupOrder: 0 } },
      },
      ...(existsSync(OLDER)
        ? [
            {
              extends: true as const,
              test: {
                name: 'older',
                include: ON_OLDER,
                env: { KNOWNGOOD_POSTGRES: OLDER },
                sequence: { groupOrder: 0 },
              },
            },
          ]
        : []),
      {
        // Gets what the others leave of two cores.
        extends: true,
        test: {
          name: 'faults',
          include: COMPUTING,
          setupFiles: ['test/simulation/behind-others.ts'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Compares what all scenarios have recorded, so it comes after them.
        extends: true,
        test: { name: 'permissions', include: PERMISSIONS, sequence: { groupOrder: 1 } },
      },
    ],
  },
});
