import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDockerfile } from '../../sandbox/template/images.ts';
import type { Environment } from './environment.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The words of a command, as a shell splits them. */
export const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|([^\s"']+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? '',
  );

type Parameters = Record<string, unknown>;

const capitalized = (text: string): string =>
  text.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()).replace(/Db(?=[A-Z])/g, 'DB');

/** Options of the AWS CLI: `--no-x` is false, one without a value true, JSON is what it says. */
function optionsOf(given: readonly string[]): Parameters {
  const options: Parameters = {};
  for (const [index, word] of given.entries()) {
    if (!word.startsWith('--')) continue;
    const value = given[index + 1];
    const isFlag = value === undefined || value.startsWith('--');
    const name = capitalized(word.slice(2).replace(/^no-(?=.*protection)/, ''));
    options[name] = isFlag ? !word.startsWith('--no-') : /^[[{]/.test(value) ? JSON.parse(value) : value;
  }
  return options;
}

/** Services whose parameters begin with a small letter. */
const SMALL = new Set(['ecs', 'logs', 'ecr']);

/** `aws <service> <command> --options`, by the SDK's command of the same name. */
export async function aws(environment: Environment, line: string): Promise<Record<string, unknown>> {
  const [, service = '', name = '', ...rest] = words(line);
  const { Region: _, ...options } = optionsOf(rest);
  const client = service === 'logs' ? 'cloudwatch-logs' : service;
  const sdk = (await import(`@aws-sdk/client-${client}`)) as Record<
    string,
    new (
      input: object,
    ) => { send(command: object): never }
  >;
  const input = SMALL.has(service)
    ? Object.fromEntries(
        Object.entries(options).map(([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), value]),
      )
    : options;
  const Client = Object.entries(sdk).find(([key]) => key.endsWith('Client') && key !== '__Client')?.[1];
  const Command = sdk[`${capitalized(name)}Command`];
  if (Client === undefined || Command === undefined) throw new Error(`${line}: the SDK has no such command.`);
  return await new Client(environment.settings).send(new Command(input));
}

/** `docker build`: the folder and what its Dockerfile sets, under the tag's name. */
export function dockerBuild(environment: Environment, line: string) {
  const given = words(line);
  const after = (option: string): string => given[given.indexOf(option) + 1] ?? '';
  const [argument = '', value = ''] = after('--build-arg').split('=');
  const [, repository = '', tag = ''] = /^<registry>\/(.+):(.+)$/.exec(after('--tag')) ?? [];
  const folder = join(ROOT, given.at(-1) ?? '');
  const built = readDockerfile(readFileSync(join(folder, 'Dockerfile'), 'utf8'), { [argument]: value });
  return { repository, tag, push: () => environment.cloud.ecr.push({ repository, tag, folder, ...built }) };
}
