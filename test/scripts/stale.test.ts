import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

const { removeStale } = (await import(fileURLToPath(new URL('../../scripts/stale.mjs', import.meta.url)))) as {
  removeStale: (assembly: string) => void;
};

const assembly = mkdtempSync(join(tmpdir(), 'knowngood-stale-'));
afterEach(() => rmSync(assembly, { recursive: true, force: true }));
const write = (name: string, content: unknown) => writeFileSync(join(assembly, name), JSON.stringify(content));

describe('an assembly', () => {
  it('keeps what its manifest names, and nothing of a stack that is gone', () => {
    mkdirSync(assembly, { recursive: true });
    write('manifest.json', {
      artifacts: {
        'A.assets': { properties: { file: 'A.assets.json' } },
        A: { properties: { templateFile: 'A.template.json' } },
      },
    });
    write('A.assets.json', { files: { one: { source: { path: 'asset.one' } } } });
    for (const name of ['A.template.json', 'B.template.json', 'B.assets.json', 'cdk.out']) write(name, {});
    for (const name of ['asset.one', 'asset.two', 'exercised']) mkdirSync(join(assembly, name));
    removeStale(assembly);
    const there = ['A.template.json', 'A.assets.json', 'asset.one', 'exercised', 'cdk.out', 'manifest.json'];
    expect(there.filter((name) => !existsSync(join(assembly, name)))).toEqual([]);
    expect(
      ['B.template.json', 'B.assets.json', 'asset.two'].filter((name) => existsSync(join(assembly, name))),
    ).toEqual([]);
  });

  it('that was never made is left alone', () => {
    expect(() => removeStale(join(assembly, 'nowhere'))).not.toThrow();
  });
});
