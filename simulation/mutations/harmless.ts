import type { Mistake } from './workflow-mistakes.ts';

interface Harmless {
  readonly state: string;
  readonly what: string;
  readonly why: string;
}

/** Mistakes in workflows that no run notices and that do no harm, judged by reading; or that a test beside the stories holds. */
const HARMLESS: readonly Harmless[] = [
  {
    state: 'Take the lock',
    what: 'after what follows it',
    why: 'probes before the lock change nothing; the lock is taken before anything is inspected',
  },
  {
    state: 'Close without a rollback',
    what: 'after what follows it',
    why: 'it is told a moment before the ledger says so; both are tried until they are done',
  },
  {
    state: 'Record the point in time',
    what: 'after what follows it',
    why: 'registered task definitions run nothing, and the point is recorded before anything does',
  },
  {
    state: 'Run the checks as it is',
    what: 'after what follows it',
    why: 'what follows only notes the time from which the lowering is counted',
  },
  {
    state: 'Pin the known good behind the fence',
    what: 'after what follows it',
    why: 'the known good was inspected before; what it registers is needed when services are switched, which comes later still',
  },
  {
    state: 'Try the probes for the dry run',
    what: 'after what follows it',
    why: 'held by test/lib/variables.test.ts: the inspection reads what the probes have assigned',
  },
  {
    state: 'Is something cold?',
    what: 'condition 1 is the opposite',
    why: 'held by test/lib/workflows/settle.test.ts: no database of a story is so large that it stays cold',
  },
  {
    state: 'Apply a setting that is owed',
    what: 'after what follows it',
    why: 'what follows is a wait: it waits a little before as well',
  },
];

/** Why nothing comes of it; undefined where nobody has judged it. */
export const whyHarmless = ({ state, what }: Pick<Mistake, 'state' | 'what'>): string | undefined =>
  HARMLESS.find((one) => one.state === state && one.what === what)?.why;

/** The page of survivors with today's reasons. */
export function judgedAgain(page: string): string {
  const again = page.replaceAll(
    /^\| (rollback|release|decision|settle) \| (.+?) \| (.+?) \| (.+) \|$/gm,
    (_row, machine: string, state: string, what: string) =>
      `| ${machine} | ${state} | ${what} | ${whyHarmless({ state, what }) ?? '**not judged**'} |`,
  );
  const open = again.split('\n').filter((line) => line.endsWith('| **not judged** |')).length;
  return again.replace(/of which \d+ are not judged/, `of which ${open} are not judged`);
}
