import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

const ending = new URL('../../play/ending.ts', import.meta.url).href;
/** Says "up", and on the way out takes its time before it says "closed". */
const program = (closes: string) => `
  import { endOnSignals } from '${ending}';
  endOnSignals(() => new Promise((resolve) => { console.log('closing'); ${closes} }), 7);
  setInterval(() => {}, 1000);
  console.log('up');
`;
const orderly = program(`setTimeout(() => { console.log('closed'); resolve(); }, 50);`);

function start(source: string) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', source], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const said: string[] = [];
  child.stdout?.on('data', (data: Buffer) => said.push(...String(data).trim().split('\n')));
  const says = async (word: string) => {
    while (!said.includes(word)) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  return { child, said, says, ended: once(child, 'exit') };
}

describe('the end', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('comes in order on %s', async (signal) => {
    const { child, said, says, ended } = start(orderly);
    await says('up');
    child.kill(signal);
    expect(await ended).toEqual([7, null]);
    expect(said).toEqual(['up', 'closing', 'closed']);
  });

  it('comes in order when the program that started it is gone', async () => {
    const { child, said, says, ended } = start(orderly);
    await says('up');
    child.disconnect();
    expect(await ended).toEqual([7, null]);
    expect(said).toContain('closed');
  });

  it('comes once when a terminal and a parent ask together, and at once when a person asks again', async () => {
    const both = start(orderly);
    await both.says('up');
    both.child.kill('SIGINT');
    both.child.kill('SIGTERM');
    expect(await both.ended).toEqual([7, null]);
    expect(both.said.filter((line) => line === 'closing')).toHaveLength(1);

    const stuck = start(program('/* never resolves */'));
    await stuck.says('up');
    stuck.child.kill('SIGINT');
    await stuck.says('closing');
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    stuck.child.kill('SIGINT');
    expect(await stuck.ended).toEqual([1, null]);
  });
});
