import { configDefaults, defineConfig } from 'vitest/config';

const FAULTS = ['test/simulation/matrix.test.ts', 'test/simulation/seeds.test.ts'];
const PERMISSIONS = 'test/permissions/**/*.test.ts';

export default defineConfig({
  test: {
    // Real servers and processes: two files at a time suit two cores.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'behaviour',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...FAULTS, PERMISSIONS],
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Each fills two cores by itself, and would make the real processes of scenarios wait.
        extends: true,
        test: { name: 'faults', include: FAULTS, fileParallelism: false, sequence: { groupOrder: 1 } },
      },
      {
        // Compares what all scenarios have recorded, so it comes after them.
        extends: true,
        test: { name: 'permissions', include: [PERMISSIONS], sequence: { groupOrder: 2 } },
      },
    ],
  },
});
