import '../stub/before-handlers.ts';
import type { Service as EcsService } from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Service } from '../../../lambdas/model/environment.ts';
import { handler as lookStopped } from '../../../lambdas/services/look-at-services-stopped/handler.ts';
import { handler as resume } from '../../../lambdas/services/resume-services/handler.ts';
import { handler as stop } from '../../../lambdas/services/stop-services/handler.ts';
import { LOCK, moment, NOW, status } from '../records.ts';
import { NOTHING_SUSPENDED, playAutoscaling } from '../stub/autoscaling.ts';
import { aws } from '../stub/aws.ts';
import { playServices, steady } from '../stub/ecs.ts';
import { ledger } from '../stub/ledger.ts';

const names = Array.from({ length: 100 }, (_, n) => `service-${n}`);
const configured = names.map((name): Service => ({ name, container: 'app', repository: 'app', kind: 'worker' }));
const STOPPED = { desiredCount: 2, suspended: { scalingIn: false, scalingOut: false, scheduled: false } };

let services: EcsService[];
let [now, most] = [0, 0];
/** As AWS answers: after a while, and more than one at a time. */
const slowly = async <T>(answer: () => T): Promise<T> => {
  most = Math.max(most, ++now);
  await new Promise((resolve) => setTimeout(resolve, 2));
  now--;
  return answer();
};
beforeEach(async () => {
  [now, most] = [0, 0];
  services = names.map((name) => steady(name, 'td:1', 2));
  playServices(services);
  playAutoscaling(Object.fromEntries(names.map((name) => [name, NOTHING_SUSPENDED])));
  await ledger.put('status', status());
  aws.on('ecs', {
    UpdateService: ({ service, desiredCount }) =>
      slowly(() => {
        const found = services.find(({ serviceName }) => serviceName === service);
        if (found !== undefined) Object.assign(found, { desiredCount });
        return {};
      }),
    ListTasks: () => slowly(() => ({ taskArns: [] })),
  });
});

/** One after the other, a hundred services take longer than the function has. */
describe('of a hundred services', () => {
  it('all are stopped, several at the same time, and written down at once', async () => {
    await stop({ lock: LOCK, now: NOW, cluster: 'survey', services: configured, counts: {} });
    expect(services.every(({ desiredCount }) => desiredCount === 0)).toBe(true);
    expect(most).toBe(10);
    expect(Object.keys((await ledger.read('status'))?.['stopped'] as object)).toHaveLength(100);
    expect(aws.inputs('dynamodb:TransactWriteItems')).toHaveLength(1);
  });

  it('all are resumed, several at the same time', async () => {
    for (const service of services) Object.assign(service, { desiredCount: 0 });
    await ledger.put('status', status({ stopped: Object.fromEntries(names.map((name) => [name, STOPPED])) }));
    const { resumed } = await resume({ lock: LOCK, now: NOW, cluster: 'survey', release: null });
    expect(Object.keys(resumed)).toHaveLength(100);
    expect(services.every(({ desiredCount }) => desiredCount === 2)).toBe(true);
    expect(most).toBe(10);
  });

  it('the tasks are looked for, several services at the same time', async () => {
    const asked = { moment: moment(), since: NOW, cluster: 'survey', services: names, limitMinutes: 15 };
    expect(await lookStopped(asked)).toEqual({ stopped: true, tasks: 0 });
    // Of each service those that run are listed first, then those that have stopped.
    expect(most).toBe(10);
  });
});
