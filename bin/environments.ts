import { existsSync, readdirSync } from 'node:fs';
import { type App, Validations } from 'aws-cdk-lib';
import { CONTROL_PLANE } from '../lib/access/acknowledged.ts';
import { type Acknowledgement, SolutionsChecks } from '../lib/access/solutions-checks.ts';
import type { EnvironmentConfiguration } from '../lib/configuration/schema.ts';
import { ControlPlaneStack } from '../lib/control-plane-stack.ts';

const folder = new URL('../config/', import.meta.url);

/** Holds every stack of the app against cdk-nag's list. */
export const checked = (app: App, others: readonly Acknowledgement[] = []): void =>
  Validations.of(app).addPlugins(new SolutionsChecks(app, [...CONTROL_PLANE, ...others]));

/**
 * One control plane per file of `config/`; of those that `-c environments=<name>,<name>` names, where it is given.
 * @throws Error where a configuration is wrong, or no file is of a named environment
 */
export async function addEnvironments(app: App): Promise<void> {
  const asked = (app.node.tryGetContext('environments') as string | undefined)?.split(',');
  const found: string[] = [];
  // Git keeps no empty folder: without a file there is none.
  for (const file of (existsSync(folder) ? readdirSync(folder) : []).filter((name) => name.endsWith('.ts')).sort()) {
    const { default: configuration } = (await import(new URL(file, folder).href)) as {
      default: EnvironmentConfiguration;
    };
    found.push(configuration.name);
    if (asked === undefined || asked.includes(configuration.name))
      new ControlPlaneStack(app, { configuration, file: `config/${file}` });
  }
  const missing = (asked ?? []).filter((name) => !found.includes(name));
  if (missing.length > 0)
    throw new Error(
      `No file of config/ is of the environment ${missing.join(', ')}; expected ${found.join(' or ') || 'at least one file there'}.`,
    );
}
