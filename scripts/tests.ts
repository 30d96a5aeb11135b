// Every test, once. Files that run in real time and failed while others ran beside them run once more, alone: a time limit
// missed on a full machine passes then, a mistake fails again. What happened stands at the end (docs/decisions/0025).
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { againOf, type FileReport, summaryOf } from './test-report.ts';

/** As much of Vitest's JSON report as is read here. */
interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, '.sandbox');
mkdirSync(folder, { recursive: true });

let child: ChildProcess | undefined;
process.on('SIGTERM', () => child?.kill('SIGTERM'));
// Whoever started this is gone, even if it was killed.
process.on('disconnect', () => child?.kill('SIGTERM'));

const first = await run('first', process.argv.slice(2));
const again = againOf(first.report, first.uncaught);
if (again.length > 0) console.log(`\nOnce more, alone: ${again.join(', ')} …\n`);
const second = again.length > 0 ? await run('second', [...again, '--no-file-parallelism']) : undefined;

const { text, failed } = summaryOf(first.report, second?.report);
writeFileSync(join(folder, 'tests.txt'), `${text}\n`);
console.log(`\n${text}`);
// Vitest may fail without a test that does: an error that nobody caught.
process.exit((second ?? first).status || (failed > 0 ? 1 : 0));

interface Ran {
  readonly status: number;
  readonly report: FileReport[];
  /** Errors that no test caught. */
  readonly uncaught: readonly string[];
}

/** Vitest's own words on the terminal, and what each file came to; nothing where it came to no end. */
async function run(name: string, args: readonly string[]): Promise<Ran> {
  const file = join(folder, `tests-${name}.json`);
  const uncaughtFile = join(folder, `tests-${name}-uncaught.json`);
  for (const old of [file, uncaughtFile]) rmSync(old, { force: true });
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const uncaughtReporter = join(root, 'scripts', 'uncaught-reporter.ts');
  const reporters = [
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    `--reporter=${uncaughtReporter}`,
  ];
  const started = spawn(process.execPath, [vitest, 'run', ...reporters, ...args], {
    ...{ cwd: root, stdio: 'inherit' },
    env: { ...process.env, UNCAUGHT_FILE: uncaughtFile },
  });
  child = started;
  const status = await new Promise<number>((resolve) => started.once('close', (code) => resolve(code ?? 129)));
  const uncaught = existsSync(uncaughtFile) ? (JSON.parse(readFileSync(uncaughtFile, 'utf8')) as string[]) : [];
  if (!existsSync(file)) return { status, report: [], uncaught };
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as VitestReport;
  const report = testResults.map((one) => ({
    file: relative(root, one.name),
    failed: one.status === 'failed',
    message: one.message ?? '',
    tests: one.assertionResults.map(({ fullName, status: result, failureMessages = [] }) => ({
      name: fullName,
      result,
      why: failureMessages[0] ?? '',
    })),
  }));
  return { status, report, uncaught };
}
