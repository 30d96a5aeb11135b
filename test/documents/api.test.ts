import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { environmentSchema } from '../../lib/configuration/schema.ts';
import { apiPage, configurationKeys, exportsOf } from '../../scripts/api/page.ts';

const file = new URL('../../docs/api.md', import.meta.url);

it('docs/api.md is made of the docstrings as they are', () => {
  const page = apiPage();
  if (process.env['UPDATE_DOCUMENTS'] !== undefined) writeFileSync(file, page);
  expect(readFileSync(file, 'utf8'), 'Run "UPDATE_DOCUMENTS=1 vitest run test/documents" and read what changed').toBe(
    page,
  );
});

it('every export has a docstring', () => {
  expect(exportsOf().map(({ name }) => name)).toContain('ControlPlane');
  expect(exportsOf().flatMap(({ name, doc }) => (doc === '' ? [name] : []))).toEqual([]);
});

it('every member of a class has one', () => {
  const bare = exportsOf()
    .filter(({ head }) => head.startsWith('class '))
    .flatMap(({ name, members }) =>
      members.flatMap(({ signature, doc }) => (doc === '' ? [`${name}: ${signature}`] : [])),
    );
  expect(bare).toEqual([]);
});

/** Read from sources, beside what the schema itself says when it runs. */
it('its keys are those that a configuration takes, and no more may be left out', () => {
  const [object] = environmentSchema.pipe;
  const keys = configurationKeys().filter(({ path }) => !/[.]/.test(path));
  expect(keys.map(({ path }) => path.replace('[]', '')).sort()).toEqual(Object.keys(object.entries).sort());
  const optional = Object.entries(object.entries).flatMap(([name, one]) => (one.type === 'optional' ? [name] : []));
  expect(
    keys
      .filter((one) => one.optional)
      .map(({ path }) => path.replace('[]', ''))
      .sort(),
  ).toEqual(optional.sort());
});
