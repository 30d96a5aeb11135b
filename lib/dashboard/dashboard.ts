import { CfnAlarm, CfnDashboard, PeriodOverride } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { CheckedConfiguration } from '../configuration/schema.ts';
import { LoadBalancers } from './load-balancers.ts';
import { widgetsOf } from './widgets.ts';
import { written } from './written.ts';

/**
 * The environment on one page of CloudWatch: alarms by criterion, what users get, executions, services, database, and the control
 * plane itself, from metrics that AWS publishes anyway.
 */
export class Dashboard extends Construct {
  /** @param own names of the control plane's own alarms */
  constructor(scope: Construct, configuration: CheckedConfiguration, own: readonly string[]) {
    super(scope, 'Dashboard');
    const { name, region } = configuration;
    const balancers = new LoadBalancers(configuration);
    const widgets = widgetsOf(this, configuration, { balancers: balancers.names, own });
    new CfnDashboard(this, 'Resource', {
      // Dashboards belong to the account, whatever the Region: https://docs.aws.amazon.com/goto/WebAPI/monitoring/PutDashboard
      dashboardName: `knowngood-${name}-${region}`,
      dashboardBody: written(
        this,
        { start: '-PT3H', periodOverride: PeriodOverride.INHERIT, widgets },
        balancers.placeholders,
      ),
    });
  }
}

/** Names of the alarms that a control plane has made so far: those on itself. */
export const ownAlarms = (scope: Construct): string[] =>
  scope.node
    .findAll()
    .flatMap((one) => (one instanceof CfnAlarm && one.alarmName !== undefined ? [one.alarmName] : []));
