import { appendFileSync, existsSync, globSync, mkdirSync, readFileSync, rmSync } from 'node:fs';

/** Outcome of a mistake -> what it counts as. A mistake that hangs the tests, or breaks them, is noticed too. */
const NOTICED = new Set(['Killed', 'Timeout', 'RuntimeError', 'CompileError']);
const COUNTED = new Set([...NOTICED, 'Survived', 'NoCoverage']);

/** The file of a new run: its first line says what was asked for, each further one is a mistake. */
export function newRun(folder, asked) {
  mkdirSync(folder, { recursive: true });
  const before = globSync(`${folder}/*.jsonl`).map((name) => Number(name.slice(-9, -6)));
  const file = `${folder}/${String(Math.max(0, ...before) + 1).padStart(3, '0')}.jsonl`;
  appendFileSync(file, `${JSON.stringify(asked)}\n`);
  return file;
}

export const forget = (folder) => rmSync(folder, { recursive: true, force: true });

/** Every run that is kept, oldest first. */
export function runs(folder) {
  if (!existsSync(folder)) return [];
  return globSync(`${folder}/*.jsonl`)
    .sort()
    .map((file) => {
      const [asked, ...mistakes] = readFileSync(file, 'utf8').trim().split('\n').map(JSON.parse);
      return { asked, mistakes: mistakes.filter(({ status }) => COUNTED.has(status)) };
    });
}

/** All runs in numbers: a mistake that was made twice counts once, as it was judged last. */
export function summed(all) {
  const last = new Map(all.flatMap(({ mistakes }) => mistakes).map((mistake) => [nameOf(mistake), mistake]));
  const noticed = [...last.values()].filter(({ status }) => NOTICED.has(status)).length;
  const survivors = [...last.values()]
    .filter(({ status }) => !NOTICED.has(status))
    .map(({ file, location: { start, end }, mutatorName, replacement, status }) => ({
      ...{
        file,
        location: { start, end },
        mutatorName,
        line: start.line,
        where: `${file}:${start.line}:${start.column}`,
      },
      // As Stryker wants to have it said.
      range: `${file}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`,
      ...{ kind: mutatorName, replacement: replacement ?? '', reached: status === 'Survived' },
    }))
    .sort((a, b) => a.where.localeCompare(b.where, 'en', { numeric: true }));
  // By the tests of the functions alone: stories take longer.
  const own = all.filter(({ asked }) => asked.stories === undefined);
  const seconds = own.flatMap(({ mistakes }) => mistakes.map((mistake) => mistake.seconds ?? 0));
  return {
    runs: all.map(({ asked, mistakes }) => ({ ...asked, made: mistakes.length })),
    ...{ made: last.size, noticed, survivors },
    seconds: seconds.reduce((sum, of) => sum + of, 0) / (seconds.length || 1),
  };
}

const nameOf = ({ file, location: { start, end }, replacement }) =>
  `${file}:${start.line}:${start.column}-${end.line}:${end.column} ${replacement}`;
