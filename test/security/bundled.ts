import { readFileSync } from 'node:fs';

export interface Bundled {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

interface Metafile {
  readonly outputs: Readonly<
    Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>
  >;
}

const root = new URL('../../', import.meta.url);
const json = (path: string): Record<string, unknown> => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

/** Every package of which a byte is in some function's bundle, as the last synthesis made them. */
export function bundledPackages(): Bundled[] {
  const { outputs } = json('cdk.out/bundles.json') as unknown as Metafile;
  const folders = new Set<string>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
      const folder = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];
      if (folder !== undefined && bytesInOutput > 0) folders.add(folder);
    }
  }
  const found = [...folders].map((folder) => {
    const { name, version, license } = json(`${folder}/package.json`);
    return { name: String(name), version: String(version), licence: String(license) };
  });
  const unique = new Map(found.map((bundled) => [`${bundled.name} ${bundled.version}`, bundled]));
  return [...unique.values()].sort((a, b) => `${a.name} ${a.version}`.localeCompare(`${b.name} ${b.version}`, 'en'));
}

/** docs/dependencies.md */
export function licencesDocument(bundled: readonly Bundled[]): string {
  return `${[
    '# What is bundled into functions',
    '',
    'Every package of which something runs in AWS, with its licence, from the bundles themselves (`UPDATE_DEPENDENCIES=1 npm test`).',
    'Why each direct dependency is there: [decision 1](decisions/0001-dependencies.md). Everything installed to build and test as well:',
    '`npm sbom --sbom-format=cyclonedx`.',
    '',
    '| Package | Version | Licence |',
    '| --- | --- | --- |',
    ...bundled.map(({ name, version, licence }) => `| \`${name}\` | ${version} | ${licence} |`),
  ].join('\n')}\n`;
}
