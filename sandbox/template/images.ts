import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { PushedImage } from '../services/ecr/image.ts';

interface ImageAsset {
  readonly source: {
    readonly directory: string;
    readonly dockerFile?: string;
    readonly dockerBuildArgs?: Readonly<Record<string, string>>;
  };
  readonly destinations: Readonly<Record<string, { readonly repositoryName: string; readonly imageTag: string }>>;
}

/**
 * The images that `cdk deploy` builds and pushes before it deploys a stack
 * (https://docs.aws.amazon.com/cdk/v2/guide/assets.html, "Docker image assets"): folder, tag and build arguments stand in the
 * manifest of its assets. Nothing is built here: a task runs the folder, with what the Dockerfile sets.
 */
export function imagesOf(folder: string, stack: string): PushedImage[] {
  const path = join(folder, `${stack}.assets.json`);
  if (!existsSync(path)) return [];
  const { dockerImages = {} } = JSON.parse(readFileSync(path, 'utf8')) as { dockerImages?: Record<string, ImageAsset> };
  return Object.values(dockerImages).flatMap(({ source, destinations }) => {
    const directory = resolve(folder, source.directory);
    const file = readFileSync(join(directory, source.dockerFile ?? 'Dockerfile'), 'utf8');
    return Object.values(destinations).map(({ repositoryName, imageTag }) => ({
      ...{ repository: repositoryName, tag: imageTag, folder: directory },
      ...readDockerfile(file, source.dockerBuildArgs),
    }));
  });
}

/** What waits to be told to stop: a public image of another kind, which is not on this machine. */
const WAITS = ['tail', '-f', '/dev/null'];

/**
 * What a Dockerfile sets of what the sandbox runs: variables and the command.
 * @throws Error for a command that is no JSON array, and for a build argument that nobody gives: Docker would leave it empty
 */
export function readDockerfile(
  text: string,
  given: Readonly<Record<string, string>> = {},
): { readonly environment: Readonly<Record<string, string>>; readonly command: readonly string[] } {
  const environment: Record<string, string> = {};
  let command: readonly string[] = WAITS;
  for (const [, instruction = '', rest = ''] of text.matchAll(/^([A-Z]+) (.*)$/gm)) {
    if (instruction === 'CMD') command = JSON.parse(rest) as string[];
    if (instruction !== 'ENV') continue;
    const [, name = '', value = ''] = /^([A-Za-z_]+)=(.*)$/.exec(rest) ?? [];
    environment[name] = value.replace(/\$\{?([A-Za-z_]+)\}?/g, (_, argument: string) => {
      const known = given[argument];
      if (known === undefined) throw new Error(`The Dockerfile uses ${argument}; expected --build-arg ${argument}=….`);
      return known;
    });
  }
  return { environment, command };
}
