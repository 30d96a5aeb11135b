import { existsSync, readFileSync } from 'node:fs';

/**
 * The page of survivors.
 * @param harmless survivors that were judged by reading: `{ file, text, instead?, why }`
 * @param earlier what was found before these runs: `{ made, noticed, runs, survivors }`
 */
export function page(found, root, harmless, earlier = NOTHING) {
  const { runs, seconds } = found;
  const [made, noticed] = [earlier.made + found.made, earlier.noticed + found.noticed];
  const score = made === 0 ? 0 : Math.round((1_000 * noticed) / made) / 10;
  const survivors = found.survivors.map((survivor) => ({ ...survivor, why: reasonFor(survivor, root, harmless) }));
  const judged = [...earlier.survivors, ...survivors].sort((a, b) =>
    a.where.localeCompare(b.where, 'en', { numeric: true }),
  );
  const open = judged.filter(({ why }) => why === undefined).length;
  return [
    '# Mistakes made by machine',
    '',
    'Made by `npm run mutate` (see [`mutation/`](../mutation/README.md)), never by hand. A mistake that no test of the functions notices is',
    'a survivor: it has no effect, or a test is missing. Why one does no harm was judged by reading (`mutation/harmless.mjs`).',
    '',
    `- Mistakes: ${made}. Noticed: ${noticed} (${score} %). Survivors: ${judged.length}, of which ${open} are not judged.`,
    `- One took ${seconds.toFixed(1)} s.`,
    ...earlier.runs.map((run) => `- ${run}`),
    ...runs.filter((run) => run.made > 0).map((run) => `- ${asked(run)}`),
    '',
    '| Where | Kind | Instead | A test runs it | No harm, because |',
    '| --- | --- | --- | --- | --- |',
    ...judged.map(
      ({ where, kind, replacement, reached, why }) =>
        `| ${where} | ${kind} | ${cell(replacement)} | ${reached ? 'yes' : 'no'} | ${why ?? '**not judged**'} |`,
    ),
    '',
  ].join('\n');
}

const NOTHING = { made: 0, noticed: 0, runs: [], survivors: [] };

const cell = (text) => `\`${text.replace(/\s+/g, ' ').replaceAll('|', '\\|').replaceAll('`', "'").slice(0, 90)}\``;
const listed = (values) => values.map((value) => `\`${value}\``).join(', ');

function asked({ seed, patterns, without, leftOut, again, stories, made }) {
  if (stories) return `Survivors in ${stories} whole stories of the simulation: noticed ${made} more.`;
  if (again) return `Survivors once more, after tests were added: ${made}.`;
  const less = [...without, ...leftOut];
  return `Files: ${listed(patterns)}${less.length === 0 ? '' : `, without ${listed(less)}`}; seed ${seed}: ${made}.`;
}

/** By the text of its line, since numbers of lines move. */
function reasonFor({ file, line, replacement }, root, harmless) {
  if (!existsSync(`${root}/${file}`)) return undefined;
  const text = readFileSync(`${root}/${file}`, 'utf8').split('\n')[line - 1] ?? '';
  return harmless.find(
    (of) => of.file === file && text.includes(of.text) && (of.instead === undefined || of.instead === replacement),
  )?.why;
}
