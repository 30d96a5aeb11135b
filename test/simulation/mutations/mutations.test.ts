import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { MUTATIONS } from '../../../simulation/mutations/mutations.ts';
import { inFile, type Patch, patchedSource } from '../../../simulation/mutations/patch.ts';
import { SERIALIZATION } from '../../../simulation/mutations/serialization.ts';
import { definitionTexts, statesOf } from '../../../simulation/world/definitions.ts';
import { Configured, OTHER_CONFIGURATIONS } from '../../../simulation/world/other-configurations.ts';

const all: readonly { readonly name: string; readonly patches?: readonly Patch[] }[] = [...MUTATIONS, ...SERIALIZATION];

/** Some guards are there only where more is configured than in the sandbox. */
const otherwise = new Configured(OTHER_CONFIGURATIONS, { firstListener: 'x', secondListener: 'y' });

describe('a mutation fits today’s code', () => {
  it.each(all.flatMap(({ name, patches = [] }) => (patches.length === 0 ? [] : [[name, patches] as const])))(
    '%s',
    (name, patches) => {
      for (const { file } of patches) transformSync(patchedSource(name, file, patches), { loader: 'ts' });
    },
  );

  it.each(MUTATIONS.flatMap(({ name, definition }) => (definition === undefined ? [] : [[name, definition] as const])))(
    '%s',
    (_name, definition) => {
      const texts = [...definitionTexts().values()];
      const changed = [...texts, ...texts.map((text) => otherwise.definition(text))].filter(
        (text) => definition(text) !== text,
      );
      expect(changed.length).toBeGreaterThan(0);
    },
  );

  it.each(MUTATIONS.map(({ name, trials }) => [name, trials] as const))(
    '%s fails where there is a state',
    (_, trials) => {
      for (const { machine, state } of trials.flatMap(({ cells = [] }) => cells))
        expect([...statesOf(machine)]).toContain(state);
    },
  );

  it('and no two have one name', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });
});

describe('a mutation that is stale', () => {
  const file = 'lambdas/ledger/acting.ts';
  const why = (patch: Patch) => () => patchedSource('no guard', patch.file, [patch]);

  it('says which it is, in which file, and what to do', () => {
    expect(why(inFile(file).replace('no such text', ''))).toThrow(
      `The mutation "no guard" is stale: ${file} has no longer: no such text. Look for its name in simulation/mutations`,
    );
    expect(why(inFile('lambdas/ledger/gone.ts').replace('x', ''))).toThrow('there is no file lambdas/ledger/gone.ts');
  });

  it('is one that could change either of two places', () => {
    expect(why(inFile(file).replace('import', ''))).toThrow(/has \d+ times: import/);
  });
});
