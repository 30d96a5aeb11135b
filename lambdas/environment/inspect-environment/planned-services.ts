import type { Service as EcsService, TaskDefinition } from '@aws-sdk/client-ecs';
import type { Service } from '../../model/environment.ts';
import type { ServiceChange } from '../../model/release.ts';
import { withDigest } from '../../services/image-reference.ts';
import type { Change, PlannedService } from './contract.ts';

/** What is known of the services before a release. */
export interface Before {
  readonly services: ReadonlyMap<string, Pick<EcsService, 'desiredCount'>>;
  readonly definitions: ReadonlyMap<string, Pick<TaskDefinition, 'cpu' | 'memory' | 'containerDefinitions'>>;
  /** Service -> container -> the digest that runs. */
  readonly running: ReadonlyMap<string, Readonly<Record<string, string>>>;
  /** Images asked for -> by digest. */
  readonly images: ReadonlyMap<string, string>;
}

/** What a release does to each service. Of the environment names alone are told. */
export function plannedServices(
  changes: readonly ServiceChange[],
  services: readonly Pick<Service, 'name' | 'container'>[],
  before: Before,
): PlannedService[] {
  return changes.map((change) => {
    const container = services.find(({ name }) => name === change.service)?.container ?? '';
    const definition = before.definitions.get(change.service);
    const own = definition?.containerDefinitions?.find(({ name }) => name === container);
    const digest = before.running.get(change.service)?.[container];
    return {
      service: change.service,
      image: {
        from: (own?.image && digest && withDigest(own.image, digest)) || own?.image || null,
        to: before.images.get(change.image) ?? change.image,
      },
      cpu: changed(definition?.cpu, change.cpu),
      memory: changed(definition?.memory, change.memory),
      desiredCount: changed(before.services.get(change.service)?.desiredCount, change.desiredCount),
      environment: variables(own?.environment ?? [], change.environment ?? {}),
    };
  });
}

function changed<T>(from: T | undefined, to: T | undefined): Change<T> | null {
  return to === undefined || to === from ? null : { from: from ?? null, to };
}

function variables(
  current: readonly { readonly name?: string | undefined; readonly value?: string | undefined }[],
  asked: Readonly<Record<string, string>>,
): PlannedService['environment'] {
  const values = new Map(current.map(({ name, value }) => [name, value ?? '']));
  const names = Object.keys(asked).sort();
  return {
    added: names.filter((name) => !values.has(name)),
    changed: names.filter((name) => values.has(name) && values.get(name) !== asked[name]),
  };
}
