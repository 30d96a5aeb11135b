import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { acting } from '../../ledger/acting.ts';
import { CHANGED_BY_OTHERS } from '../../model/errors.ts';
import { StepError } from '../../step/errors.ts';
import { step } from '../../step/step.ts';
import { startsInVain } from '../crash-loop.ts';
import { describeServices, ecs, primary } from '../describe.ts';
import { returnsOf, withoutReturn } from '../returns.ts';
import type { Input, Output } from './contract.ts';

/**
 * Switches a service to a task definition (full ARN) and count in one call. ECS is asked also where the service seems to be
 * there: an old answer may say so, and the same task definition makes no deployment, so that a retry adopts that of its first call. Only a
 * deployment that ECS has given up is forced: it starts no more tasks, even after its cause is mended.
 */
export const handler = step<Input, Output>(async (input) => {
  const { cluster, service: name, taskDefinition } = input;
  const found = (await describeServices(cluster, [name])).get(name);
  if (found === undefined) {
    throw new StepError(
      'ServiceMissing',
      `Service "${name}" does not exist in cluster "${cluster}"; expected it to. Create it again, then redrive.`,
    );
  }
  const runs = primary(found)?.taskDefinition ?? '';
  if (!input.accepts.includes(runs)) {
    throw new StepError(
      CHANGED_BY_OTHERS,
      `Service "${name}" runs ${runs}; expected one of ${input.accepts.join(', ')}. Somebody else deployed it, and that was not undone. Put it right, then redrive.`,
    );
  }
  const { desiredCount } = input;
  const record =
    input.release === null
      ? {}
      : { record: { key: `release#${input.release}`, set: [[['switched', name], taskDefinition]] as const } };
  const returns = input.release === null ? returnsOf(found) : null;
  const intent = {
    lock: input.lock,
    step: `switch-service ${name}`,
    now: input.now,
    ...record,
    status: [
      [['running', name], taskDefinition] as const,
      ...(returns !== null ? [[['breakers', name], returns] as const] : []),
    ],
  };
  return await acting(intent, async () => {
    const current = primary(found);
    const failed =
      current?.taskDefinition === taskDefinition && (current.rolloutState === 'FAILED' || startsInVain(found, current));
    const { service } = await ecs.send(
      new UpdateServiceCommand({
        cluster,
        service: name,
        taskDefinition,
        ...(desiredCount === null ? {} : { desiredCount }),
        ...(failed ? { forceNewDeployment: true } : {}),
        ...(returns !== null ? withoutReturn(found) : {}),
      }),
    );
    return { service: name, taskDefinition, deployment: (service && primary(service)?.id) ?? '' };
  });
});
