const asked = process.env.MISTAKES_TESTS;

/** The functions' own tests, those on a real PostgreSQL included; or those that were asked for. */
export default {
  test: {
    include: asked ? asked.split(' ') : ['test/lambdas/**/*.test.ts', 'test/security/hostile-input.test.ts'],
    // These start servers of their own, which share no module with the stub.
    exclude: ['test/lambdas/{aws/client-settings,ledger/ledger}.test.ts'],
    globalSetup: ['test/shared-postgres.ts'],
    isolate: false,
    setupFiles: ['test/lambdas/stub/before-handlers.ts'],
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
};
