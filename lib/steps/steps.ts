import type { Construct } from 'constructs';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import { asksThem } from '../network/services-called.ts';
import type { Audiences } from '../storage/audiences.ts';
import type { Storage } from '../storage/storage.ts';
import { backupDrillSteps } from './backup-drill.ts';
import { databaseSteps } from './database.ts';
import { environmentSteps } from './environment.ts';
import { maintenanceSteps } from './maintenance.ts';
import { observationSteps } from './observation.ts';
import { peopleSteps } from './people.ts';
import { requestSteps } from './requests.ts';
import { serviceSteps } from './services.ts';
import type { Step } from './step.ts';
import { StepMaker } from './step-maker.ts';

export type Steps = ReturnType<typeof createSteps>;

/** Every step of the workflows, each with only what it needs. */
export function createSteps(
  scope: Construct,
  configuration: CheckedConfiguration,
  storage: Storage,
  audiences: Audiences,
) {
  const maker = new StepMaker(scope, configuration, storage, audiences);
  const steps = {
    ...requestSteps(maker),
    ...environmentSteps(maker),
    ...maintenanceSteps(maker),
    ...serviceSteps(maker),
    ...databaseSteps(maker),
    ...backupDrillSteps(maker),
    ...observationSteps(maker),
    ...peopleSteps(maker),
  };
  const all: readonly (Step | undefined)[] = Object.values(steps);
  for (const asking of [steps.inspectReadRole, steps.inspectOwner, steps.tryProbes]) asksThem(asking, all);
  return steps;
}
