import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
}

export interface Template {
  readonly Resources?: Record<string, TemplateResource>;
  readonly Outputs?: Record<
    string,
    { readonly Value: unknown; readonly Export?: { readonly Name: unknown }; readonly Condition?: string }
  >;
  readonly Parameters?: Record<string, { readonly Type: string; readonly Default?: unknown }>;
  readonly Conditions?: Record<string, unknown>;
  readonly Mappings?: Record<string, Record<string, Record<string, unknown>>>;
}

export interface AssembledStack {
  readonly name: string;
  readonly template: Template;
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
      template: JSON.parse(readFileSync(join(path, artifact.properties?.templateFile ?? ''), 'utf8')) as Template,
    }));
  return { folder: path, stacks };
}

/** Folder of a file asset, from the S3 key its function names (`<hash>.zip`). */
export function assetFolder(folder: string, key: string): string {
  const path = join(folder, `asset.${key.replace(/\.zip$/, '')}`);
  if (!existsSync(path))
    throw new Error(`The assembly has no asset ${key}; expected ${path}. Run "npm run synth" again.`);
  return path;
}
