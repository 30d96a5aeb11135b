import type { DBInstance } from '@aws-sdk/client-rds';
import type { PointerFormat } from '../../lambdas/model/environment.ts';
import { EXIT, Stop } from '../exit.ts';
import type { InitWords } from '../words/init-en.ts';
import type { Facts } from './facts.ts';
import { plainValues, type Read, readBy } from './references.ts';

/** Where the tasks read the database's host at their start. */
export type FoundPointer =
  | { readonly kind: 'parameter'; readonly name: string; readonly format: PointerFormat }
  | { readonly kind: 'secret'; readonly secret: string; readonly field: string; readonly variable: string }
  /** In a task definition itself: a rollback cannot change it. */
  | { readonly kind: 'plain'; readonly variable: string; readonly service: string }
  | { readonly kind: 'unknown' };

/** The database that the services use, as far as AWS tells. */
export type FoundDatabase =
  | { readonly kind: 'instance'; readonly instance: DBInstance; readonly pointer: FoundPointer }
  /** A host of Aurora, or of a Multi-AZ cluster. */
  | { readonly kind: 'cluster'; readonly host: string; readonly variable: string }
  | { readonly kind: 'proxy'; readonly proxy: string; readonly variable: string }
  | { readonly kind: 'none' }
  /** The credentials may not look at databases. */
  | { readonly kind: 'unreadable'; readonly pointer: FoundPointer };

interface Host {
  /** Where it stands. */
  readonly variable: string;
  readonly value: string;
  readonly pointer: FoundPointer;
}

/** @throws Stop where several may be meant, or the named one is not there */
export function databaseOf(facts: Facts, wanted: string | undefined, words: InitWords): FoundDatabase {
  const hosts = hostsOf(facts);
  const { instances, proxies } = facts;
  const secret = secretPointer(readBy(facts.services));
  if (instances === null) return { kind: 'unreadable', pointer: secret };
  if (wanted !== undefined) {
    const instance = instances.find(({ DBInstanceIdentifier }) => DBInstanceIdentifier === wanted);
    if (instance === undefined) throw new Stop(EXIT.notFound, words.unknownDatabase(wanted, names(instances)));
    return { kind: 'instance', instance, pointer: pointerTo(instance, hosts) ?? secret };
  }
  for (const instance of instances) {
    const pointer = pointerTo(instance, hosts);
    if (pointer !== undefined) return { kind: 'instance', instance, pointer };
  }
  for (const { variable, value } of hosts) {
    const proxy = proxies?.find(({ Endpoint }) => Endpoint !== undefined && bare(value) === Endpoint);
    if (proxy?.DBProxyName !== undefined) return { kind: 'proxy', proxy: proxy.DBProxyName, variable };
    // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Overview.Endpoints.html
    if (/\.cluster-(ro-)?[a-z0-9]+\./.test(value)) return { kind: 'cluster', host: bare(value), variable };
  }
  const [only, ...others] = instances;
  if (only === undefined) return { kind: 'none' };
  if (others.length > 0) throw new Stop(EXIT.wrongInput, words.whichDatabase(names(instances)));
  return { kind: 'instance', instance: only, pointer: secret };
}

const names = (instances: readonly DBInstance[]): string[] =>
  instances.map(({ DBInstanceIdentifier = '' }) => DBInstanceIdentifier).sort();

/** Without the port. */
const bare = (value: string): string => value.replace(/:\d+$/, '');

function pointerTo({ Endpoint }: DBInstance, hosts: readonly Host[]): FoundPointer | undefined {
  const address = Endpoint?.Address;
  if (address === undefined) return undefined;
  const exact = hosts.find(({ value }) => [address, `${address}:${Endpoint?.Port}`].includes(value));
  if (exact !== undefined)
    return exact.pointer.kind === 'parameter'
      ? { ...exact.pointer, format: exact.value === address ? 'host' : 'host:port' }
      : exact.pointer;
  // A URL with it within: the whole value would have to be rewritten, which no pointer's format is.
  const within = hosts.find(({ value }) => value.includes(address));
  return within === undefined ? undefined : { kind: 'unknown' };
}

/** Every readable value that tasks get: one of them may be the host of a database. */
function hostsOf({ services, parameters }: Facts): Host[] {
  const read = readBy(services).flatMap(({ variable, from }): Host[] => {
    if (!('parameter' in from)) return [];
    const { value } = parameters?.find(({ name }) => name === from.parameter) ?? {};
    return value === undefined
      ? []
      : [{ variable, value, pointer: { kind: 'parameter', name: from.parameter, format: 'host' } }];
  });
  const plain = plainValues(services).map(
    ({ variable, value, service }): Host => ({ variable, value, pointer: { kind: 'plain', variable, service } }),
  );
  return [...read, ...plain];
}

/** No secret is read: the field's name, or the variable's, says that the host is in it. */
function secretPointer(all: readonly Read[]): FoundPointer {
  const found = all.find(
    ({ from, variable }) =>
      'secret' in from && from.key !== '' && /host|endpoint|address/i.test(`${from.key} ${variable}`),
  );
  return found !== undefined && 'secret' in found.from
    ? { kind: 'secret', secret: found.from.secret, field: found.from.key, variable: found.variable }
    : { kind: 'unknown' };
}
