import type { DeploymentConfiguration, Service } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import type { Returns } from '../../../lambdas/model/ledger.ts';
import { returnsOf, withoutReturn, withReturn } from '../../../lambdas/services/returns.ts';

const breaker = (rollback: boolean, enable = true) => ({ deploymentCircuitBreaker: { enable, rollback } });
const alarms = (rollback: boolean, enable = true) => ({ alarms: { alarmNames: ['5xx'], enable, rollback } });
const of = (deploymentConfiguration: DeploymentConfiguration): Service => ({ deploymentConfiguration });

const RETURNING: readonly (readonly [what: string, configuration: DeploymentConfiguration, returns: Returns])[] = [
  ['the breaker', breaker(true), { breaker: true, alarms: false }],
  ['the alarms', alarms(true), { breaker: false, alarms: true }],
  ['both', { ...breaker(true), ...alarms(true) }, { breaker: true, alarms: true }],
  [
    'the alarms, beside a breaker that only stops',
    { ...breaker(false), ...alarms(true) },
    { breaker: false, alarms: true },
  ],
  [
    'the breaker, beside alarms that only stop',
    { ...breaker(true), ...alarms(false) },
    { breaker: true, alarms: false },
  ],
  [
    'what is not enabled at the moment',
    { ...breaker(true, false), ...alarms(true, false) },
    { breaker: true, alarms: true },
  ],
];

describe('what returns a service to its last deployment', () => {
  it.each(RETURNING)('is found, switched off, and put back to the letter: %s', (_what, configuration, returns) => {
    const service = of({ minimumHealthyPercent: 50, maximumPercent: 150, ...configuration });
    expect(returnsOf(service)).toEqual(returns);
    const without = withoutReturn(service);
    expect(returnsOf(without)).toBeNull();
    expect(withReturn(without, returns)).toEqual(service);
  });

  it.each<[string, Service]>([
    ['there is no configuration', {}],
    ['there is neither', of({ minimumHealthyPercent: 100 })],
    ['both only stop a deployment', of({ ...breaker(false), ...alarms(false) })],
  ])('is nothing where %s', (_what, service) => {
    expect(returnsOf(service)).toBeNull();
  });

  it('leaves everything else as it is, fields that are newer than this code too', () => {
    const newer = {
      strategy: 'ROLLING',
      bakeTimeInMinutes: 5,
      deploymentCircuitBreaker: { enable: true, rollback: true, threshold: 7 },
      alarms: { alarmNames: ['5xx', 'slow'], enable: true, rollback: true, treatMissing: 'ignore' },
      lifecycleHooks: [{ hookTargetArn: 'arn:hook', lifecycleStages: ['PRE_SCALE_UP'] }],
      later: { kept: true },
    } as DeploymentConfiguration;
    expect(withoutReturn(of(newer)).deploymentConfiguration).toEqual({
      ...newer,
      deploymentCircuitBreaker: { ...newer.deploymentCircuitBreaker, rollback: false },
      alarms: { ...newer.alarms, rollback: false },
    });
  });

  it('makes no breaker and no alarms where there are none', () => {
    const off = { breaker: false, alarms: true };
    expect(withReturn(of(alarms(false)), off)).toEqual(of(alarms(true)));
    expect(withoutReturn(of(alarms(true)))).toEqual(of(alarms(false)));
    expect(withoutReturn({})).toEqual(of({}));
  });
});
