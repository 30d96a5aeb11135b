import { ClientException } from '@aws-sdk/client-ecs';
import { reasonsIn } from '../../messages/reasons.ts';
import type { Service } from '../../model/environment.ts';
import type { KnownService } from '../../model/release.ts';
import { inParallel } from '../../step/in-parallel.ts';
import { step } from '../../step/step.ts';
import { goesBack } from '../goes-back.ts';
import { keyOf, resolveKnown } from '../known-containers.ts';
import type { Pinned } from '../pinned.ts';
import type { Input, Output } from './contract.ts';
import { fitness } from './fitness.ts';

/**
 * Looks whether what the services are to go back to can still be started: before the page, the fence and a restore, since
 * afterwards there is no way back. Touches nothing.
 */
export const handler = step<Input, Output>(async (input) => {
  const { language, images = {} } = input;
  const returning = input.services.flatMap((service) => {
    const known = input.known.find(({ name }) => name === service.name);
    return known !== undefined && goesBack(service, input) ? [{ service, known }] : [];
  });
  const found = await inParallel(returning, async ({ service, known }) => ({
    service: service.name,
    taskDefinition: known.taskDefinition,
    containers: await containersOf(service, known, images),
  }));
  return fitness(found, Object.keys(images), reasonsIn(language));
});

/** By the key that a person names each by; null: ECS has deleted the task definition. */
async function containersOf(service: Service, known: KnownService, images: Input['images']) {
  try {
    const { containers } = await resolveKnown(service, known, images);
    return containers.map((container): Pinned & { key: string } => ({
      ...container,
      key: keyOf(service, container.name),
    }));
  } catch (error) {
    if (error instanceof ClientException) return null;
    throw error;
  }
}
