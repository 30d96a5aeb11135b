export interface TestReport {
  readonly name: string;
  /** `passed`, `failed`, or why it did not run. */
  readonly result: string;
  readonly why: string;
}

/** What one file of tests came to. */
export interface FileReport {
  /** From the project's folder. */
  readonly file: string;
  /** One of its tests failed, or it could not be loaded: `message` says why then. */
  readonly failed: boolean;
  readonly message: string;
  readonly tests: readonly TestReport[];
}

/** Wall-clock time decides here: processes, servers, a sandbox whose hour is a minute. */
const IN_REAL_TIME = /^test\/(scenarios|play|security|sandbox\/mistakes)\//;
/** Compares what the scenarios recorded: may fail because one of them did. */
const AFTER_THEM = /^test\/permissions\//;
/** More failing files than this are no full machine. */
const MOST = 4;

/**
 * Files to run once more, alone; none where anything failed that a full machine does not explain.
 * @param uncaught errors that no test caught: a second run would hide them
 */
export function againOf(report: readonly FileReport[], uncaught: readonly string[] = []): string[] {
  if (uncaught.length > 0) return [];
  const failed = report.filter((one) => one.failed).map(({ file }) => file);
  const inRealTime = failed.filter((file) => IN_REAL_TIME.test(file));
  const explained = failed.every((file) => IN_REAL_TIME.test(file) || AFTER_THEM.test(file));
  return explained && inRealTime.length > 0 && inRealTime.length <= MOST ? failed : [];
}

type Test = TestReport & { readonly file: string };

/**
 * Counts, and every failure by name.
 * @param second what the files that were run once more came to; undefined: none was
 */
export function summaryOf(
  first: readonly FileReport[],
  second: readonly FileReport[] = [],
): { readonly text: string; readonly passed: number; readonly failed: number } {
  const replaced = new Set(second.map(({ file }) => file));
  const last = [...first.filter(({ file }) => !replaced.has(file)), ...second];
  const failures = failuresOf(last);
  const unloaded = last.filter(({ failed, tests }) => failed && !tests.some(({ result }) => result === 'failed'));
  const besideOthers = failuresOf(first.filter(({ file }) => replaced.has(file))).filter(
    (test) => !failures.some(({ file, name }) => file === test.file && name === test.name),
  );
  const passed = last.flatMap(({ tests }) => tests).filter(({ result }) => result === 'passed').length;
  const failed = failures.length + unloaded.length + (first.length === 0 ? 1 : 0);
  const lines = [
    ...(first.length === 0 ? ['The tests came to no end.'] : []),
    ...besideOthers.map((test) => `failed beside others, passed alone: ${said(test)}`),
    ...unloaded.map(({ file, message }) => `failed: ${file}: ${firstLines(message)}`),
    ...failures.map((test) => `failed: ${said(test)}`),
    `${passed} passed, ${failed} failed`,
  ];
  return { passed, failed, text: lines.join('\n') };
}

const failuresOf = (report: readonly FileReport[]): Test[] =>
  report.flatMap(({ file, tests }) =>
    tests.filter(({ result }) => result === 'failed').map((test) => ({ ...test, file })),
  );

const said = ({ file, name, why }: Test): string => `${file}: ${name}: ${firstLines(why)}`;
const firstLines = (text: string): string => text.split('\n').slice(0, 3).join(' ').slice(0, 600);
