import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { KnownParameter } from '../model/release.ts';
import { clientSettings } from './client-settings.ts';

export const ssm = new SSMClient(clientSettings);

/** Names and versions below the paths; never values, which may be secret. */
export async function parameterVersions(paths: readonly string[], except: string): Promise<KnownParameter[]> {
  const found: KnownParameter[] = [];
  for (const path of paths) {
    let next: string | undefined;
    do {
      const page = await ssm.send(new GetParametersByPathCommand({ Path: path, Recursive: true, NextToken: next }));
      for (const { Name, Version } of page.Parameters ?? []) {
        if (Name !== undefined && Version !== undefined && Name !== except)
          found.push({ name: Name, version: Version });
      }
      next = page.NextToken;
    } while (next !== undefined);
  }
  return found;
}
