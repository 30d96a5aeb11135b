import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PushedImage } from '../services/ecr/image.ts';
import { withDefinitions } from './definitions.ts';
import { imagesOf } from './images.ts';
import type { Template } from './template.ts';

export interface AssembledStack {
  readonly name: string;
  readonly template: Template;
  /** Built and pushed before it is deployed. */
  readonly images: readonly PushedImage[];
}

interface Manifest {
  readonly artifacts: Record<
    string,
    { readonly type: string; readonly properties?: { readonly templateFile?: string; readonly stackName?: string } }
  >;
}

/** The stacks of a cloud assembly (`cdk.out`), as `cdk synth` wrote them. */
export function readAssembly(folder: string): { readonly folder: string; readonly stacks: AssembledStack[] } {
  const path = resolve(folder);
  if (!existsSync(join(path, 'manifest.json'))) {
    throw new Error(`There is no cloud assembly in ${path}; expected the output of "npm run synth". Run that first.`);
  }
  const manifest = JSON.parse(readFileSync(join(path, 'manifest.json'), 'utf8')) as Manifest;
  const stacks = Object.entries(manifest.artifacts)
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([id, artifact]) => ({
      name: artifact.properties?.stackName ?? id,
      images: imagesOf(path, id),
      template: readTemplate(join(path, artifact.properties?.templateFile ?? '')),
    }));
  return { folder: path, stacks };
}

/** A template of an assembly, with the definitions that lie beside it. */
export function readTemplate(file: string | URL): Template {
  const path = file instanceof URL ? fileURLToPath(file) : file;
  const template = JSON.parse(readFileSync(path, 'utf8')) as Template;
  return withDefinitions(template, (key) => readFileSync(assetFolder(dirname(path), key), 'utf8'));
}

/** Folder, or file, of an asset, from its key in S3 (`<hash>.zip`, `<hash>.json`). */
export function assetFolder(folder: string, key: string): string {
  const path = join(folder, `asset.${key.replace(/\.zip$/, '')}`);
  if (!existsSync(path))
    throw new Error(`The assembly has no asset ${key}; expected ${path}. Run "npm run synth" again.`);
  return path;
}
