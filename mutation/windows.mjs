import { globSync, readFileSync } from 'node:fs';

/** Lines of one window: few enough to spread a sample over many files, enough for whole expressions. */
const LINES = 15;

/**
 * Places to make mistakes in, drawn by a seed: `<file>:<first line>-<last line>`. About one mistake stands in a line of code.
 * @param patterns globs of source files
 * @param without globs of files that are left out
 * @param mistakes about how many to make; all, where the files have fewer
 */
export function windows(root, patterns, mistakes, seed, without = []) {
  const left = new Set(globSync(without, { cwd: root }));
  const all = globSync(patterns, { cwd: root })
    .filter((file) => !/contract\.ts$/.test(file) && !left.has(file))
    .sort()
    .flatMap((file) => {
      const count = readFileSync(`${root}/${file}`, 'utf8').split('\n').length;
      return Array.from({ length: Math.ceil(count / LINES) }, (_, n) => `${file}:${n * LINES + 1}-${(n + 1) * LINES}`);
    });
  const wanted = Math.ceil(mistakes / LINES);
  return shuffled(all, seed).slice(0, wanted).sort();
}

/** Fisher and Yates, on mulberry32: the same for the same seed, on any machine. */
function shuffled(values, seed) {
  const left = [...values];
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  for (let n = left.length - 1; n > 0; n--) {
    const other = Math.floor(random() * (n + 1));
    [left[n], left[other]] = [left[other], left[n]];
  }
  return left;
}
