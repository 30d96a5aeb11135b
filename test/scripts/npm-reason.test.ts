import { expect, it } from 'vitest';
// @ts-expect-error: a script that runs on a bare Node has no types.
import { reasonOf } from '../../scripts/npm-reason.mjs';

it.each([
  [
    `npm error code ENOTFOUND
npm error syscall getaddrinfo
npm error errno ENOTFOUND
npm error network request to https://registry.example/valibot/-/valibot-1.5.0.tgz failed, reason: getaddrinfo ENOTFOUND registry.example
npm error A complete log of this run can be found in: /home/ana/.npm/_logs/2026-11-24T13_00_00_000Z-debug-0.log`,
    'the package registry https://registry.example cannot be reached (ENOTFOUND): see that there is a network, or set a proxy',
  ],
  [
    `npm error code EUSAGE
npm error
npm error \`npm ci\` can only install packages when your package.json and package-lock.json are in sync.
npm error A complete log of this run can be found in: /x/y.log`,
    '`npm ci` can only install packages when your package.json and package-lock.json are in sync (EUSAGE)',
  ],
  ['Killed', 'it gave no reason'],
])('says in one phrase why npm failed', (said, reason) => {
  expect(reasonOf(said)).toBe(reason);
});
