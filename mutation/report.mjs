/** Outcome of a mistake -> what it counts as. A mistake that hangs the tests, or breaks them, is noticed too. */
const NOTICED = new Set(['Killed', 'Timeout', 'RuntimeError', 'CompileError']);
const COUNTED = new Set([...NOTICED, 'Survived', 'NoCoverage']);

/** What Stryker's report (mutation-testing-report-schema) says, in numbers. */
export function summed({ files }) {
  const mutants = Object.entries(files).flatMap(([file, { mutants }]) =>
    mutants.map((mutant) => ({ file, ...mutant })),
  );
  const counted = mutants.filter(({ status }) => COUNTED.has(status));
  return {
    made: counted.length,
    noticed: counted.filter(({ status }) => NOTICED.has(status)).length,
    survivors: counted
      .filter(({ status }) => !NOTICED.has(status))
      .map(({ file, location, mutatorName, replacement, status }) => ({
        where: `${file}:${location.start.line}:${location.start.column}`,
        kind: mutatorName,
        replacement: replacement ?? '',
        reached: status === 'Survived',
      }))
      .sort((a, b) => a.where.localeCompare(b.where, 'en', { numeric: true })),
  };
}

/** The page of survivors. */
export function page({ made, noticed, survivors }, { seed, patterns }) {
  const score = made === 0 ? 0 : Math.round((1_000 * noticed) / made) / 10;
  const cell = (text) => `\`${text.replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('`', "'").slice(0, 90)}\``;
  return [
    '# Mistakes made by machine',
    '',
    'Made by `npm run mutate` (see [`mutation/`](../mutation/README.md)), never by hand. A mistake that no test of the functions notices is',
    'a survivor: it has no effect, or a test is missing.',
    '',
    `- Files: ${patterns.map((pattern) => `\`${pattern}\``).join(', ')}; seed ${seed}.`,
    `- Mistakes: ${made}. Noticed: ${noticed} (${score} %). Survivors: ${survivors.length}.`,
    '',
    '| Where | Kind | Instead | A test runs it |',
    '| --- | --- | --- | --- |',
    ...survivors.map(
      ({ where, kind, replacement, reached }) =>
        `| ${where} | ${kind} | ${cell(replacement)} | ${reached ? 'yes' : 'no'} |`,
    ),
    '',
  ].join('\n');
}
