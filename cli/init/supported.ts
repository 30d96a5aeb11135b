import { unsupportedDatabase } from '../../lambdas/environment/inspect-environment/database-problems.ts';
import { unsupportedService } from '../../lambdas/environment/inspect-environment/service-problems.ts';
import { textIn } from '../../lambdas/messages/portuguese/in-language.ts';
import type { Language } from '../../lambdas/model/environment.ts';
import type { InitWords } from '../words/init-en.ts';
import type { FoundDatabase } from './database-of.ts';
import type { Facts, FoundService } from './facts.ts';
import { imageOf } from './service-blocks.ts';

/**
 * What knowngood cannot release or restore, by name, in the words of the inspection that would refuse it later. Empty: nothing
 * stands in the way of a configuration.
 */
export function refusals(facts: Facts, database: FoundDatabase, words: InitWords, language: Language): string[] {
  const { services, listeners } = facts;
  const said = textIn(language);
  const kinds = services.flatMap(({ name, service }) => {
    const kind = unsupportedService(service);
    return kind === undefined ? [] : [words.serviceHas(name, said(kind))];
  });
  const balancers = new Map(listeners.map(({ loadBalancer }) => [loadBalancer.LoadBalancerName ?? '', loadBalancer]));
  const network = [...balancers].filter(([, { Type }]) => Type !== undefined && Type !== 'application');
  const isReached = listeners.length > network.length || services.some(({ service }) => service.loadBalancers?.length);
  return [
    ...kinds,
    ...services.flatMap(({ name, service }) => (hasClassic(service) ? [words.classicLoadBalancer(name)] : [])),
    ...network.map(([name, { Type = '' }]) => words.otherLoadBalancer(name, Type)),
    ...(isReached ? [] : [words.noListener]),
    ...services.flatMap((one) => foreignImage(one, words)),
    ...databaseRefusals(database, words, said),
  ];
}

const hasClassic = ({ loadBalancers = [] }: FoundService['service']): boolean =>
  loadBalancers.some(({ loadBalancerName, targetGroupArn }) => loadBalancerName !== undefined && !targetGroupArn);

/** A version is the tag of an image in a private repository of ECR: that is where a release looks for it. */
function foreignImage(found: FoundService, words: InitWords): string[] {
  const { container, repository, image } = imageOf(found);
  return repository === undefined ? [words.foreignImage(found.name, container, image)] : [];
}

function databaseRefusals(found: FoundDatabase, words: InitWords, said: (text: string) => string): string[] {
  switch (found.kind) {
    case 'cluster':
      return [words.databaseCluster(found.variable, found.host)];
    case 'proxy':
      return [words.proxyPointer(found.variable, found.proxy)];
    case 'none':
      return [words.noDatabase];
    case 'instance':
      return unsupportedDatabase(found.instance).map(said);
    default:
      return [];
  }
}
