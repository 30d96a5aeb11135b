import type { Service } from '@aws-sdk/client-ecs';
import type { DBInstance } from '@aws-sdk/client-rds';
import type { Input } from '../../../lambdas/environment/inspect-environment/contract.ts';
import { LISTENERS, NOW, request, SERVICES } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { Definitions, digest, playImages, REGISTRY } from '../stub/definitions.ts';
import { playServices, steady } from '../stub/ecs.ts';
import { Databases, liveInstance } from '../stub/rds.ts';
import { Rules } from '../stub/rules.ts';
import { parameters } from '../stub/stored.ts';
import { playTasks, taskOf } from '../stub/tasks.ts';

export const IMAGE = `${REGISTRY}/survey:2.0.0`;
export const EXACT = `${REGISTRY}/survey@${digest('b')}`;
export const input = (change: Partial<Input> = {}): Input => ({
  now: NOW,
  policy: 'restore-if-breaking',
  acceptStale: [],
  release: request({ changes: [{ service: 'web', image: IMAGE }] }),
  cluster: 'survey',
  services: SERVICES,
  stacks: [],
  schedules: [],
  listeners: LISTENERS,
  migration: { service: 'web', container: 'app' },
  priorities: { bypass: 1, page: 2 },
  probes: LISTENERS.map(({ name, url }) => ({ listener: name, url, status: 200, page: false })),
  pointer: { parameter: '/survey/database/host', format: 'host' },
  instance: 'survey',
  subnetGroup: 'survey-subnets',
  parameterGroup: 'survey-parameters',
  storageKey: 'arn:kms:key/1',
  promotedFrom: null,
  alarms: [{ name: '5xx', criterion: 'availability', action: 'rollback' }],
  watchMinutes: 5,
  limits: { stop: 15, restorePoint: 360, migration: 120, service: 30 },
  audiences: [{ name: 'devops', topic: 'arn:topic' }],
  ...change,
});

export interface Found {
  readonly web?: Partial<Service>;
  readonly live?: DBInstance;
  readonly pointer?: string;
  readonly images?: Record<string, string>;
  readonly alarm?: { readonly AlarmName?: string; readonly StateValue?: 'OK' | 'ALARM' };
  readonly subscription?: string;
}
/** An environment with nothing wrong but what is given. @returns its databases */
export const prepare = ({
  web,
  live,
  pointer = 'survey.rds',
  images,
  alarm,
  subscription = 'arn:subscription',
}: Found = {}): Databases => {
  playServices([{ ...steady('web', 'td:1'), ...web }, steady('worker', 'td:1', 1)]);
  playTasks([{ ...taskOf('web', 'RUNNING'), containers: [{ name: 'app', imageDigest: digest('a') }] }]);
  const rules = new Rules();
  for (const { arn } of LISTENERS) rules.listen(arn);
  rules.play();
  const definitions = new Definitions();
  definitions.add('td:1', IMAGE);
  definitions.play();
  playImages({ 'survey:1.0.0': digest('a'), ...(images ?? { 'survey:2.0.0': digest('b') }) });
  const other = liveInstance({ DBInstanceIdentifier: 'other', Endpoint: { Address: 'other.rds', Port: 5432 } });
  const databases = new Databases([other, liveInstance(live)]);
  databases.play();
  parameters(new Map([['/survey/database/host', pointer]]));
  aws.on('monitoring', {
    DescribeAlarms: () => ({ MetricAlarms: [{ AlarmName: '5xx', StateValue: 'OK', ...alarm }] }),
  });
  aws.on('sns', { ListSubscriptionsByTopic: () => ({ Subscriptions: [{ SubscriptionArn: subscription }] }) });
  return databases;
};
