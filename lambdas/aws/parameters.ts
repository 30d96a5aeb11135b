import { GetParametersByPathCommand, GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { KnownParameter } from '../model/release.ts';
import { inChunks, inParallel } from '../step/in-parallel.ts';
import { clientSettings } from './client-settings.ts';

export const ssm = new SSMClient(clientSettings);

/** Most names that GetParameters takes, and most parameters of a page. */
const AT_ONCE = 10;
/**
 * Parameter Store answers 40 requests a second of one account, the application's own included
 * (https://docs.aws.amazon.com/general/latest/gr/ssm.html).
 */
export const CALLS_AT_ONCE = 3;

/** Names and versions below the paths; never values, which may be secret. */
export async function parameterVersions(paths: readonly string[], except: string): Promise<KnownParameter[]> {
  const found = await inParallel(paths, versionsBelow, CALLS_AT_ONCE);
  return found.flat().filter(({ name }) => name !== except);
}

async function versionsBelow(path: string): Promise<KnownParameter[]> {
  const found: KnownParameter[] = [];
  let next: string | undefined;
  do {
    const page = await ssm.send(
      new GetParametersByPathCommand({ Path: path, Recursive: true, NextToken: next, MaxResults: AT_ONCE }),
    );
    for (const { Name: name, Version: version } of page.Parameters ?? [])
      if (name !== undefined && version !== undefined) found.push({ name, version });
    next = page.NextToken;
  } while (next !== undefined);
  return found;
}

/** Those of the parameters that are not at their version now, gone ones included: of three thousand a release changes a few. */
export async function moved(parameters: readonly KnownParameter[]): Promise<KnownParameter[]> {
  const answers = await inParallel(
    inChunks(parameters, AT_ONCE),
    (some) => ssm.send(new GetParametersCommand({ Names: some.map(({ name }) => name) })),
    CALLS_AT_ONCE,
  );
  const now = new Map(answers.flatMap(({ Parameters = [] }) => Parameters.map((one) => [one.Name, one.Version])));
  return parameters.filter(({ name, version }) => now.get(name) !== version);
}
