import type { TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Language } from '../../lambdas/model/environment.ts';
import { question } from '../../lib/configuration/questions.ts';
import type { InitWords } from '../words/init-en.ts';
import { alarmsField } from './alarm-blocks.ts';
import { databaseField, type Usable } from './database-blocks.ts';
import { block, comments, type Field, field, list, plain, said, written } from './document.ts';
import type { Facts } from './facts.ts';
import { listenersField, ownGroupsOf, type Reached, reachedBy } from './listener-blocks.ts';
import { prioritiesOf } from './priorities.ts';
import { readBy } from './references.ts';
import { migrationField, pathsOf, repositoriesField, servicesField } from './service-blocks.ts';

export interface Asked {
  readonly name: string;
  readonly language: Language;
  readonly timeZone: string;
  /** Day of the asking, as 2026-11-24. */
  readonly date: string;
}

/** The file of an environment: what AWS tells, with comments, and what it does not as questions. */
export function draft(facts: Facts, database: Usable, asked: Asked, words: InitWords): string {
  const reached = reachedBy(facts);
  const configuration = block(
    ...[field('name', asked.name), field('account', facts.account), field('region', facts.region)],
    field('language', asked.language, words.language),
    field('timeZone', asked.timeZone),
    field('cluster', facts.cluster),
    servicesField(facts, words),
    ...repositoriesField(facts, words),
    migrationField(facts, words),
    listenersField(facts, reached, words),
    maintenanceField(facts, reached, words),
    databaseField(facts, database, words),
    configurationField(facts, database, words),
    alarmsField(facts, database, words),
    checksField(facts, words),
    ...probesField(facts, reached, words),
    said(words.schedules),
    field('audiences', plain({ devops: list([question(words.devops)]), teams: list([question(words.teams)]) })),
    field('watch', plain({ releaseMinutes: 30, rollbackMinutes: 60 }), words.watch),
  );
  return [
    "import type { EnvironmentConfiguration } from '../lib/configuration/schema.ts';",
    '',
    ...comments([words.head(asked.date, facts.region, facts.account), words.headQuestions], 0),
    `export default ${written(configuration)} satisfies EnvironmentConfiguration;`,
    '',
  ].join('\n');
}

/** What the load balancer asks of the application, which answers it: `/` where it asks nothing by HTTP. */
const healthPath = ({ targetGroups }: Facts): string => healthOf(targetGroups)?.HealthCheckPath ?? '/';
const healthOf = (groups: readonly TargetGroup[]): TargetGroup | undefined =>
  groups.find(({ HealthCheckPath }) => HealthCheckPath !== undefined);

function maintenanceField(facts: Facts, reached: readonly Reached[], words: InitWords): Field {
  const value = block(
    field('priorities', prioritiesOf(reached, ownGroupsOf(facts), words), words.priorities),
    field('title', words.pageTitle),
    field('text', words.pageText),
    field('path', pathWithin(facts, reached), words.maintenancePath),
  );
  return field('maintenance', value);
}

/** On a shared listener the page is looked at under one of the application's own paths. */
function pathWithin(facts: Facts, reached: readonly Reached[]): string {
  const path = healthPath(facts);
  const patterns = reached.flatMap(({ scope }) => (scope.kind === 'shared' ? scope.paths : []));
  const covered =
    patterns.length === 0 ||
    patterns.some((pattern) => path === pattern || path.startsWith(pattern.replace(/\*$/, '')));
  return covered ? path : (patterns[0]?.replace(/[*?].*$/, '') ?? path);
}

function configurationField(facts: Facts, database: Usable, words: InitWords): Field {
  const names = readBy(facts.services).flatMap(({ from }) => ('parameter' in from ? [from.parameter] : []));
  const pointer = database.pointer.kind === 'parameter' ? database.pointer.name : undefined;
  return field('configurationPaths', list(pathsOf([...new Set(names)], pointer)), words.configurationPaths);
}

/** The first status that the load balancer takes for healthy. */
function checksField(facts: Facts, words: InitWords): Field {
  const [, status = '200'] = /(\d{3})/.exec(healthOf(facts.targetGroups)?.Matcher?.HttpCode ?? '') ?? [];
  const first = plain({
    ...{ name: words.checkName, functionality: 'platform', smoke: true, path: healthPath(facts) },
    expect: plain({ status: Number(status) }),
  });
  return field('checks', list([first]), words.checks);
}

/** From outside nobody reaches an internal load balancer, so probes and checks run within. */
function probesField(facts: Facts, reached: readonly Reached[], words: InitWords): Field[] {
  if (!reached.some(({ found }) => found.loadBalancer.Scheme === 'internal')) return [];
  const networks = facts.services.flatMap(({ service }) => service.networkConfiguration?.awsvpcConfiguration ?? []);
  const subnets = [...new Set(networks.flatMap((one) => one.subnets ?? []))].sort();
  const value = plain({
    subnets: list(subnets.length > 0 ? subnets : [question(words.subnets)]),
    securityGroups: list([question(words.probeGroups)]),
  });
  return [field('probes', value, words.probes)];
}
