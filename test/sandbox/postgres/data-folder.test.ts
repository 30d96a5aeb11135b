import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { dataFolder } from '../../../sandbox/postgres/data-folder.ts';

const GIGABYTE = 2 ** 30;

it.each([
  ['there is no such file system', '/nowhere', 64 * GIGABYTE],
  ['it is no memory', '/', 64 * GIGABYTE],
  ['the machine has little memory left', '/dev/shm', 2 * GIGABYTE],
])('data lies in the temporary folder where %s', async (_where, memory, available) => {
  expect(await dataFolder(memory, available)).toBe(tmpdir());
});
