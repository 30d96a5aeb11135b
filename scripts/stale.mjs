import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Removes from an assembly what its last synthesis did not write: stacks of configurations that are gone, and their bundles.
 * `cdk deploy --app cdk.out` would deploy them.
 */
export function removeStale(assembly) {
  if (!existsSync(join(assembly, 'manifest.json'))) return;
  const { artifacts } = JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8'));
  const current = new Set(
    Object.values(artifacts).flatMap(({ properties }) => [properties?.templateFile, properties?.file]),
  );
  const assets = new Set();
  for (const file of [...current].filter((name) => name?.endsWith('.assets.json')))
    for (const { source } of Object.values(JSON.parse(readFileSync(join(assembly, file), 'utf8')).files ?? {}))
      assets.add(source.path);
  for (const name of readdirSync(assembly)) {
    const stack = /\.(template|assets)\.json$/.test(name) && !current.has(name);
    const bundle = name.startsWith('asset.') && !assets.has(name);
    if (stack || bundle) rmSync(join(assembly, name), { recursive: true });
  }
}
