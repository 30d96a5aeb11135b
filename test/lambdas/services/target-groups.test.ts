import '../stub/before-handlers.ts';
import { expect, it } from 'vitest';
import { targetGroupsOf } from '../../../lambdas/services/target-groups.ts';
import { playServices, steady } from '../stub/ecs.ts';

it('target groups are those of services and those of listeners, each once; a classic load balancer has none', async () => {
  playServices([
    { ...steady('web', 'td:1'), loadBalancers: [{ targetGroupArn: 'tg/web' }, { loadBalancerName: 'classic' }] },
    { ...steady('worker', 'td:1'), loadBalancers: [] },
  ]);
  const listeners = [{ arn: 'arn:public', targetGroups: ['tg/more', 'tg/web'] }, { arn: 'arn:admin' }];
  expect(await targetGroupsOf({ cluster: 'survey', services: ['web', 'worker'], listeners })).toEqual([
    'tg/web',
    'tg/more',
  ]);
});
