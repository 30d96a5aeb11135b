import type { Criterion } from '../../lambdas/model/environment.ts';
import { question } from '../../lib/configuration/questions.ts';
import type { InitWords } from '../words/init-en.ts';
import type { FoundDatabase } from './database-of.ts';
import { type Field, field, list, plain } from './document.ts';
import type { Facts } from './facts.ts';

type Alarm = NonNullable<Facts['alarms']>[number];

/** Alarms on what the configuration names, each as one that is watched and reported: what undoes a release, people say. */
export function alarmsField(facts: Facts, database: FoundDatabase, words: InitWords): Field {
  const found = alarmsOf(facts, database);
  const values = found.map((alarm) =>
    plain({ name: alarm.AlarmName ?? '', criterion: criterionOf(alarm), action: 'notify' }),
  );
  if (values.length > 0) return field('alarms', list(values), words.alarms);
  const asked = plain({ name: question(words.alarmName), criterion: 'end-user-impact', action: 'rollback' });
  return field('alarms', list([asked]), facts.alarms === null ? words.alarmsUnreadable : words.noAlarms);
}

/** A composite stands for the alarms that it is made of: one incident is one alarm. */
function alarmsOf({ alarms, cluster, services, listeners, targetGroups }: Facts, database: FoundDatabase): Alarm[] {
  const ids = new Set([
    ...targetGroups.map(({ TargetGroupArn = '' }) => TargetGroupArn.split(':').at(-1) ?? ''),
    ...listeners.map(({ loadBalancer }) => loadBalancer.LoadBalancerArn?.split(':loadbalancer/').at(-1) ?? ''),
    ...(database.kind === 'instance' ? [database.instance.DBInstanceIdentifier ?? ''] : []),
  ]);
  const isOurs = (alarm: Alarm): boolean =>
    dimensionsOf(alarm).some((dimensions) => {
      const of = new Map(dimensions.map(({ Name, Value }) => [Name, Value]));
      if (of.has('ServiceName')) return of.get('ClusterName') === cluster && names.has(of.get('ServiceName') ?? '');
      return [...of.values()].some((value) => ids.has(value ?? ''));
    });
  const names = new Set(services.map(({ name }) => name));
  const single = (alarms ?? []).filter(isOurs);
  const composites = (alarms ?? []).filter(({ AlarmRule }) =>
    single.some(({ AlarmName = '' }) => AlarmRule !== undefined && namesAlarm(AlarmRule, AlarmName)),
  );
  const within = (name: string) => composites.some(({ AlarmRule = '' }) => namesAlarm(AlarmRule, name));
  return [...composites, ...single.filter(({ AlarmName = '' }) => !within(AlarmName))];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html: a name, an ARN, in quotes or not. */
const namesAlarm = (rule: string, name: string): boolean =>
  [...rule.matchAll(/\(\s*"?([^"()]+?)"?\s*\)/g)].some(
    ([, one = '']) => one === name || one.endsWith(`:alarm:${name}`),
  );

/** Of the metric, and of each metric of an expression. */
const dimensionsOf = ({ Dimensions, Metrics = [] }: Alarm) => [
  ...(Dimensions === undefined ? [] : [Dimensions]),
  ...Metrics.flatMap(({ MetricStat }) =>
    MetricStat?.Metric?.Dimensions === undefined ? [] : [MetricStat.Metric.Dimensions],
  ),
];

/** What users feel first: failures; everything else about what serves them is availability. */
function criterionOf({ MetricName, Metrics = [] }: Alarm): Criterion {
  const metrics = [MetricName, ...Metrics.map(({ MetricStat }) => MetricStat?.Metric?.MetricName)];
  return metrics.some((name) => /HTTPCode_.*_[45]XX/.test(name ?? '')) ? 'end-user-impact' : 'availability';
}
