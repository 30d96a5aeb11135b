import {
  Alarm,
  AlarmStatusWidget,
  Column,
  GraphWidget,
  type IMetric,
  type IWidget,
  Row,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { CRITERIA_WORDS } from '../../lambdas/messages/criteria.ts';
import { CRITERIA } from '../../lambdas/model/environment.ts';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import { Arns } from '../naming/arns.ts';
import type { WorkflowKind } from '../workflows/machine.ts';
import { errorRate, found, inPart, LONGEST, ofLoadBalancer, ofWorkflow } from './metrics.ts';
import { TITLES, type Titles } from './words.ts';

/** A widget of alarms takes from 1 to 100 (Dashboard Body Structure and Syntax, CloudWatch API Reference). */
const MOST_ALARMS = 100;
const WIDE = 24;
const HALF = 12;
const THIRD = 8;
const KINDS: readonly WorkflowKind[] = ['release', 'rollback', 'decision', 'settle', 'standby'];

export interface Shown {
  /** Names of load balancers, as CloudWatch knows them. */
  readonly balancers: readonly string[];
  /** Names of the control plane's own alarms. */
  readonly own: readonly string[];
}

/** What a widget is made from. */
interface Making extends Shown {
  readonly scope: Construct;
  readonly configuration: CheckedConfiguration;
  readonly arns: Arns;
  readonly titles: Titles;
  graph(title: string, left: IMetric[], width: number): IWidget;
}

/** The widgets of the page, each in its place, as CloudWatch reads them. */
export function widgetsOf(scope: Construct, configuration: CheckedConfiguration, shown: Shown): unknown[] {
  const { region, language } = configuration;
  const making: Making = {
    ...{ scope, configuration, ...shown, arns: new Arns(configuration), titles: TITLES[language] },
    graph: (title, left, width) => new GraphWidget({ title, left, width, height: 6, region, leftYAxis: { min: 0 } }),
  };
  const rows = [
    [about(making)],
    ...byCriterion(making),
    own(making),
    [users(making)],
    quality(making),
    executions(making),
    services(making),
    database(making),
    controlPlane(making),
  ];
  const column = new Column(...rows.map((row) => new Row(...row)));
  column.position(0, 0);
  return column.toJson();
}

function about({ configuration: { name, region, runbook }, titles }: Making): IWidget {
  const console = `https://${region}.console.aws.amazon.com/states/home?region=${region}#/statemachines`;
  const links = [
    `[${titles.executions}](${console})`,
    ...(runbook === undefined ? [] : [`[${titles.runbook}](${runbook})`]),
  ];
  return new TextWidget({ markdown: `${titles.about(name)}\n\n${links.join(' | ')}`, width: WIDE, height: 3 });
}

function alarms({ scope, arns }: Making, title: string, names: readonly string[], width: number): IWidget[] {
  return Array.from({ length: Math.ceil(names.length / MOST_ALARMS) }, (_, part) => {
    const some = names.slice(part * MOST_ALARMS, (part + 1) * MOST_ALARMS);
    return new AlarmStatusWidget({
      ...{ title, width, height: 4 },
      alarms: some.map((name) => Alarm.fromAlarmArn(scope, `${width}-${name}`, arns.alarm(name))),
    });
  });
}

/** A widget for each criterion that has alarms; of more than a hundred, several. Three stand beside each other. */
function byCriterion(making: Making): IWidget[][] {
  const { configuration } = making;
  const widgets = CRITERIA.flatMap((criterion) => {
    const names = configuration.alarms.filter((alarm) => alarm.criterion === criterion).map(({ name }) => name);
    return alarms(making, CRITERIA_WORDS[configuration.language][criterion], names, THIRD);
  });
  return Array.from({ length: Math.ceil(widgets.length / 3) }, (_, row) => widgets.slice(row * 3, row * 3 + 3));
}

const own = (making: Making): IWidget[] => alarms(making, making.titles.ofControlPlane, making.own, WIDE);

/** What users got, with the moments at which releases and rollbacks began. */
function users({ configuration: { region }, arns, balancers, titles }: Making): IWidget {
  const rates = balancers.map((balancer, at) => {
    const target = ofLoadBalancer(balancer, 'HTTPCode_Target_5XX_Count', titles.served);
    const itself = ofLoadBalancer(balancer, 'HTTPCode_ELB_5XX_Count', titles.balancer);
    const requests = ofLoadBalancer(balancer, 'RequestCount', '');
    return errorRate(requests, target, itself, titles.rate, String(at));
  });
  const pages = balancers.map((balancer) => ofLoadBalancer(balancer, 'HTTP_Fixed_Response_Count', titles.page));
  const begun = (['release', 'rollback'] as const).map((kind) =>
    ofWorkflow(arns.machine(kind), 'ExecutionsStarted', titles.starts(kind)),
  );
  return new GraphWidget({
    ...{ title: titles.errors, width: WIDE, height: 7, region, left: rates, leftYAxis: { min: 0 } },
    right: [...pages, ...begun],
  });
}

function quality({ balancers, titles, graph }: Making): IWidget[] {
  const times = balancers.map((one) => ofLoadBalancer(one, 'TargetResponseTime', one, 'p99'));
  const query = '{AWS/ApplicationELB,LoadBalancer,TargetGroup} MetricName="UnHealthyHostCount"';
  const unhealthy = balancers.map((one) => found(`${query} LoadBalancer="${one}"`, LONGEST));
  return [graph(titles.answers, times, HALF), graph(titles.healthy, unhealthy, HALF)];
}

function executions({ arns, titles, graph }: Making): IWidget[] {
  const ended = KINDS.flatMap((kind) =>
    (['Succeeded', 'Failed', 'Aborted', 'TimedOut'] as const).map((how) =>
      ofWorkflow(arns.machine(kind), `Executions${how}`, `${kind}: ${titles.how[how]}`),
    ),
  );
  const took = KINDS.map((kind) => ofWorkflow(arns.machine(kind), 'ExecutionTime', kind, LONGEST));
  return [graph(titles.ended, ended, HALF), graph(titles.durations, took, HALF)];
}

function services({ configuration: { cluster }, titles, graph }: Making): IWidget[] {
  const of = (metric: string) => [
    found(`{AWS/ECS,ClusterName,ServiceName} MetricName="${metric}" ClusterName="${cluster}"`, LONGEST),
  ];
  return [graph(titles.services, of('CPUUtilization'), HALF), graph(titles.memory, of('MemoryUtilization'), HALF)];
}

function database({ configuration, titles, graph }: Making): IWidget[] {
  // In part: a restored instance is `<instance>-kg-…`.
  const words = inPart(configuration.database.instance);
  const of = (metric: string, statistic: string) => [
    found(`{AWS/RDS,DBInstanceIdentifier} MetricName="${metric}" ${words}`, statistic),
  ];
  return [
    graph(titles.connections, of('DatabaseConnections', LONGEST), THIRD),
    graph(titles.storage, of('FreeStorageSpace', 'Minimum'), THIRD),
    graph(titles.databaseCpu, of('CPUUtilization', LONGEST), THIRD),
  ];
}

function controlPlane({ configuration: { name }, titles, graph }: Making): IWidget[] {
  const errors = found(`{AWS/Lambda,FunctionName} MetricName="Errors" ${inPart(`knowngood-${name}`)}`, 'Sum');
  const query = '{AWS/DynamoDB,Operation,TableName} MetricName="ThrottledRequests"';
  const throttled = found(`${query} TableName="knowngood-${name}"`, 'Sum');
  return [graph(titles.functions, [errors], HALF), graph(titles.ledger, [throttled], HALF)];
}
