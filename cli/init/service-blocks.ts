import type { ContainerDefinition } from '@aws-sdk/client-ecs';
import { question } from '../../lib/configuration/questions.ts';
import type { InitWords } from '../words/init-en.ts';
import { type Block, type Field, field, type List, list, plain } from './document.ts';
import type { Facts, FoundService } from './facts.ts';

/** An image of a private repository of ECR, as `<account>.dkr.ecr.<region>.amazonaws.com/<repository>:<tag>`. */
const OF_ECR = /^(\d{12}\.dkr\.ecr\.[a-z0-9-]+\.[a-z.]+)\/([a-z0-9][a-z0-9._/-]*)(?:[:@].*)?$/;

/** Where the CDK pushes what it builds itself, whose tags are hashes (https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html). */
const OF_CDK = /^cdk-[a-z0-9]+-container-assets-/;

const isAsset = (repository: string): boolean => OF_CDK.test(repository);

interface Image {
  readonly container: string;
  readonly image: string;
  readonly registry?: string;
  readonly repository?: string;
}

/** The container that is released: the one users reach, or the one that ends the task when it ends. */
export function imageOf({ service, definition }: FoundService): Image {
  const containers = definition.containerDefinitions ?? [];
  const reached = service.loadBalancers?.[0]?.containerName;
  const own = (one: ContainerDefinition): boolean =>
    one.essential !== false && registryOf(one).repository !== undefined;
  // A log router is essential too, and no application.
  const found =
    containers.find(({ name }) => name === reached) ??
    containers.find((one) => own(one) && one.firelensConfiguration === undefined) ??
    containers[0];
  return { container: found?.name ?? '', image: found?.image ?? '', ...registryOf(found) };
}

function registryOf(container: ContainerDefinition | undefined): { registry?: string; repository?: string } {
  const [, registry, repository] = OF_ECR.exec(container?.image ?? '') ?? [];
  return registry === undefined || repository === undefined ? {} : { registry, repository };
}

const homeRegistry = ({ account, region, partition }: Facts): string =>
  `${account}.dkr.ecr.${region}.${partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'}`;

const roleName = (arn: string | undefined): string | undefined => arn?.split('/').at(-1);

export function servicesField(facts: Facts, words: InitWords): Field {
  const values = facts.services.map((found) => serviceBlock(facts, found, words));
  return field(
    'services',
    list(values, (index) => aboutService(facts.services[index], words)),
    words.services,
  );
}

function serviceBlock(facts: Facts, found: FoundService, words: InitWords): Block {
  const { container, registry, repository = '' } = imageOf(found);
  const { taskRoleArn, executionRoleArn } = found.definition;
  return plain({
    ...{ name: found.name, container },
    repository: isAsset(repository) ? question(words.assetRepository(found.name, repository)) : repository,
    ...(registry === undefined || registry === homeRegistry(facts) ? {} : { registry }),
    kind: (found.service.loadBalancers ?? []).length > 0 ? 'web' : 'worker',
    taskRole: roleName(taskRoleArn) ?? question(words.noTaskRole(found.name)),
    executionRole: roleName(executionRoleArn) ?? question(words.noExecutionRole(found.name)),
  });
}

function aboutService(found: FoundService | undefined, words: InitWords): string[] {
  if (found === undefined) return [];
  const { container } = imageOf(found);
  const beside = (found.definition.containerDefinitions ?? []).filter(({ name }) => name !== container);
  const breaker = found.service.deploymentConfiguration?.deploymentCircuitBreaker?.enable === true;
  return [
    ...(found.scaling === undefined ? [] : [words.scales(found.scaling.least, found.scaling.most)]),
    ...(beside.length === 0 ? [] : [words.sidecars(beside.map(({ name = '' }) => name))]),
    ...(breaker ? [] : [words.noBreaker]),
  ];
}

/** Repositories of what runs beside the application. Images from elsewhere cannot be pinned, which is said. */
export function repositoriesField({ services }: Facts, words: InitWords): Field[] {
  const beside = services.flatMap((found) => {
    const { container, repository = '' } = imageOf(found);
    // A rollback of the first release returns to an image that the CDK has built.
    return (found.definition.containerDefinitions ?? []).filter(
      ({ name }) => name !== container || isAsset(repository),
    );
  });
  const known = new Set<string>();
  const foreign = new Set<string>();
  for (const one of beside) {
    const { registry, repository } = registryOf(one);
    if (registry === undefined) foreign.add(one.image ?? '');
    else known.add(`${registry}/${repository}`);
  }
  const comments = [...foreign].map((image) => words.notPinned(image));
  const repositories: List = list([...known].sort());
  if (known.size > 0) return [field('repositories', repositories, words.repositories, ...comments)];
  return comments.length === 0 ? [] : [{ above: comments }];
}

export function migrationField({ services }: Facts, words: InitWords): Field {
  const found = services.find(({ service }) => (service.loadBalancers ?? []).length > 0) ?? services[0];
  const { container } = found === undefined ? { container: '' } : imageOf(found);
  const own = found?.definition.containerDefinitions?.find(({ name }) => name === container);
  const { logDriver, options } = own?.logConfiguration ?? {};
  const logGroup = logDriver === 'awslogs' ? options?.['awslogs-group'] : undefined;
  const value = plain({
    ...{ service: found?.name ?? '', container, command: list([question(words.migrationCommand)]) },
    ...(logGroup === undefined ? {} : { logGroup }),
  });
  return field('migration', value, words.migration);
}

/** Folders of the parameters that tasks read, without the database's pointer: a known good holds their values. */
export function pathsOf(parameters: readonly string[], pointer: string | undefined): string[] {
  const folders = parameters
    .filter((name) => name.startsWith('/') && name !== pointer)
    .map((name) => name.slice(0, name.lastIndexOf('/') + 1))
    .filter((folder) => folder.length > 1 && pointer?.startsWith(folder) !== true);
  return [...new Set(folders)].sort();
}
