import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const FAULTS = ['test/simulation/matrix.test.ts', 'test/simulation/seeds.test.ts'];
const PERMISSIONS = 'test/permissions/**/*.test.ts';

/** Scenarios take minutes, most of them waiting: begun first, none is left to run alone at the end. */
class ScenariosFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const others = ({ moduleId }: TestSpecification): number => Number(!moduleId.includes('/test/scenarios/'));
    return (await super.sort(files)).sort((a, b) => others(a) - others(b));
  }
}

export default defineConfig({
  test: {
    // Real servers and processes, which wait for each other: three files at a time fill two cores.
    maxWorkers: 3,
    sequence: { sequencer: ScenariosFirst },
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
