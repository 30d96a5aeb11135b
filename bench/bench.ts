// What a release and a rollback take, as counts and ratios: `npm run bench`. Prints, writes .sandbox/bench.json, and fails when
// a number that is held has grown. Counts come from the simulation and are the same everywhere; CPU is this machine's.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { functionSizes } from './functions.ts';
import { HELD, HELD_OF_SWITCHING, PAGE_WITH_A_STANDBY } from './goals.ts';
import { measureStandby, pageAfter } from './standby.ts';
import { measureStories } from './stories.ts';
import { measureSwitching, type Switching } from './switching.ts';
import type { Way } from './way.ts';

const terminal = process.stderr.isTTY === true;
const progress = (text: string): void => {
  if (terminal) process.stderr.write(`\r\x1b[K${text}`);
};

progress('running four stories …');
const stories = await measureStories();
const switchings: Switching[] = [];
for (const services of [2, 10, 100]) {
  progress(`switching ${services} services …`);
  switchings.push(await measureSwitching(services));
}
const functions = functionSizes((done, of) => progress(`loading functions: ${done} of ${of}`));
progress('a rollback with its standby …');
const standby = await measureStandby();
progress('');

const way = (found: Way | null): string =>
  found === null
    ? '-'
    : `${found.seconds.toFixed(1)} s, ${found.states} states, ${found.functions} functions, ${found.calls} calls`;
for (const one of stories) {
  console.log(`\n${one.name}`);
  console.log(`  first message      ${way(one.told)}`);
  console.log(`  page asked for     ${way(one.shielded)}`);
  console.log(`  first correction   ${way(one.corrective)}`);
  console.log(`  over               ${way(one.over)}`);
  const cents = Object.entries(one.cents).map(([region, price]) => `${price} cents in ${region}`);
  console.log(
    `  billed             ${one.transitions} transitions, ${one.invocations} invocations: ${cents.join(', ')}`,
  );
  console.log(`  history            ${one.events} events of 25,000`);
}
console.log('\nswitching services, each 55 to 95 s of ECS');
for (const { services, seconds, overEcs, gain, events } of switchings)
  console.log(
    `  ${services} services`.padEnd(21) +
      `${seconds} s: ${overEcs} times what ECS takes; one after the other ${gain} times as long; ${events} events`,
  );
console.log('\npage of a rollback with the database');
console.log(
  `  restored behind it ${standby.restore.page} s, ${standby.restore.restored} of them for the restored instance`,
);
console.log(`  with a standby     ${standby.standby.page} s, ${standby.standby.restored} of them for it`);
for (const minutes of [5, 10, 20, 45])
  console.log(
    `${`  a restore of ${minutes} min`.padEnd(23)}${pageAfter(standby.restore, minutes)} min of page without a standby`,
  );
const mean = (of: (one: (typeof functions)[number]) => number) =>
  Math.round(functions.reduce((sum, one) => sum + of(one), 0) / functions.length);
console.log(
  `\n${functions.length} functions: ${mean(({ kilobytes }) => kilobytes)} kB and ${mean(({ milliseconds }) => milliseconds)} ms of CPU above an empty process, on average`,
);

const folder = fileURLToPath(new URL('../.sandbox', import.meta.url));
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/bench.json`, `${JSON.stringify({ stories, switchings, standby, functions }, null, 2)}\n`);

const judged = [
  ...HELD.map(({ what, most, of }) => ({ what, most, is: of(stories, functions) })),
  ...HELD_OF_SWITCHING.map(({ what, most, of }) => ({ what, most, is: of(switchings) })),
  { what: 'seconds of page with a standby', most: PAGE_WITH_A_STANDBY, is: standby.standby.page },
];
console.log('\nHeld');
for (const { what, most, is } of judged) console.log(`  ${is > most ? '✗' : '✓'} ${what}: ${is} (at most ${most})`);
console.log('\nEverything, as JSON: .sandbox/bench.json');
process.exit(judged.some(({ is, most }) => is > most) ? 1 : 0);
