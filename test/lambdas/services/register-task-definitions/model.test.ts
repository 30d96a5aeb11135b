import * as ecs from '@aws-sdk/client-ecs';
import { NormalizedSchema } from '@smithy/core/schema';
import { describe, expect, it } from 'vitest';
import { registrable } from '../../../../lambdas/services/register-task-definitions/revise.ts';
import { withReturn } from '../../../../lambdas/services/returns.ts';

const members = (shape: unknown): string[] =>
  [...NormalizedSchema.of(shape as never).structIterator()].map(([name]) => name);

/** Filled with something in each field that the SDK knows: one that comes with a newer SDK must be sorted, or fails here. */
const filled = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, { of: name }]));

describe('the next revision', () => {
  it('has every field that registering takes and describing shows', () => {
    const shown = members(ecs.TaskDefinition$);
    const sent = Object.keys(registrable({ taskDefinition: filled(shown) as never, tags: [{ key: 'a', value: 'b' }] }));
    expect(sent.sort()).toEqual(members(ecs.RegisterTaskDefinitionRequest$).sort());
  });
});

describe('the deployment configuration of a service whose automatic return is switched off', () => {
  it('keeps every other field that the SDK knows', () => {
    const fields = members(ecs.DeploymentConfiguration$);
    const { deploymentConfiguration = {} } = withReturn(
      { deploymentConfiguration: filled(fields) as never },
      { breaker: false, alarms: false },
    );
    expect(Object.keys(deploymentConfiguration).sort()).toEqual(fields.sort());
    expect(deploymentConfiguration.deploymentCircuitBreaker).toMatchObject({ of: 'deploymentCircuitBreaker' });
    expect(deploymentConfiguration.alarms).toMatchObject({ of: 'alarms' });
  });
});
