import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { check } from '../lib/configuration/check.ts';
import type { EnvironmentConfiguration } from '../lib/configuration/schema.ts';
import { EXIT, Stop } from './exit.ts';
import type { Errors } from './words/errors.ts';

/**
 * What a configuration would be refused for, as the synthesis says it; null: nothing.
 * @throws Stop where there is no such file
 */
export async function problemOf(file: string, errors: Errors): Promise<string | null> {
  if (!existsSync(file)) throw new Stop(EXIT.notFound, errors.noFile(file, 'ENOENT'));
  const loaded = await load(file, errors);
  if (typeof loaded === 'string') return loaded;
  try {
    check(loaded, file);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The configuration that a file exports, or why there is none. */
export async function load(file: string, errors: Errors): Promise<EnvironmentConfiguration | string> {
  let loaded: { readonly default?: EnvironmentConfiguration };
  try {
    loaded = (await import(pathToFileURL(resolve(file)).href)) as typeof loaded;
  } catch (error) {
    return errors.noFile(file, (error as Error).message);
  }
  return typeof loaded.default === 'object' ? loaded.default : errors.noConfiguration(file);
}
