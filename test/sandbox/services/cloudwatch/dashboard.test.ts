import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { dashboardPage } from '../../../../console/pages/dashboard-page.ts';
import { document } from '../../../../console/pages/page.ts';
import type { Kernel } from '../../../../sandbox/kernel/kernel.ts';
import { lookAtDashboard } from '../../../../sandbox/services/cloudwatch/dashboard-data.ts';
import { CloudwatchState } from '../../../../sandbox/services/cloudwatch/state.ts';

const template = new URL('../../../../cdk.out/KnownGood-sandbox.template.json', import.meta.url);
const BALANCER = 'app/survey/50dc6c495c0c9188';
const MINUTE = 60_000;

/** The body of the stack’s own dashboard, as CloudFormation would make it. */
function body(): string {
  const { Resources } = JSON.parse(readFileSync(template, 'utf8')) as {
    Resources: Record<string, { Type: string; Properties: { DashboardBody: { 'Fn::Sub': [string, object] } } }>;
  };
  const found = Object.values(Resources).find(({ Type }) => Type === 'AWS::CloudWatch::Dashboard');
  return (found?.Properties.DashboardBody['Fn::Sub'][0] ?? '').replaceAll(/\$\{Balancer0\}/g, BALANCER);
}

/** Ten minutes: in the sixth the application fails for one request of four. */
function measured() {
  let now = 0;
  const kernel = { clock: { now: () => now }, region: 'sa-east-1', account: '111122223333' } as unknown as Kernel;
  const state = new CloudwatchState(kernel);
  const elb = { namespace: 'AWS/ApplicationELB', dimensions: { LoadBalancer: BALANCER } };
  for (let minute = 0; minute < 10; minute++) {
    now = minute * MINUTE + 1;
    state.measure({ ...elb, metric: 'RequestCount', value: 4 });
    if (minute === 5) state.measure({ ...elb, metric: 'HTTPCode_Target_5XX_Count', value: 1 });
    // The page: no target is chosen for these.
    if (minute === 7) state.measure({ ...elb, metric: 'HTTPCode_ELB_5XX_Count', value: 36 });
    const group = { LoadBalancer: BALANCER, TargetGroup: 'targetgroup/web/1' };
    state.measure({ ...elb, dimensions: group, metric: 'UnHealthyHostCount', value: minute });
    const instance = (name: string) => ({ namespace: 'AWS/RDS', dimensions: { DBInstanceIdentifier: name } });
    for (const name of ['survey', 'survey-kg-1', 'billing'])
      state.measure({ ...instance(name), metric: 'DatabaseConnections', value: 3 });
  }
  now = 10 * MINUTE;
  return lookAtDashboard(state, body(), 0);
}

it('has data of what was measured, and says of a series without any that there is none', () => {
  const { widgets } = measured();
  const series = widgets.flatMap((widget) => (widget.kind === 'graph' ? widget.series : []));
  const [rate] = series;
  expect(rate?.label).toBe('taxa de erros (%)');
  expect(rate?.points).toEqual([0, 0, 0, 0, 0, 25, 0, 90, 0, 0]);
  const named = (label: string) => series.filter((one) => one.label === label);
  expect(named(`${BALANCER} targetgroup/web/1`)[0]?.points.at(-1)).toBe(9);
  // A restored database is found by its name; another one’s is not.
  expect([named('survey').length, named('survey-kg-1').length, named('billing').length]).toEqual([1, 1, 0]);
  expect(named('release começa')[0]?.points.every((one) => one === null)).toBe(true);
  const alarms = widgets.flatMap((widget) => (widget.kind === 'alarms' ? widget.alarms : []));
  expect(alarms).toContainEqual({ name: 'survey-5xx-rate', state: 'not there' });
});

it('is drawn by the console: lines of what has data, names of what has none', () => {
  const page = document(dashboardPage({ dashboard: measured }), { application: 'http://127.0.0.1:1' });
  expect(page).toMatch(/taxa de erros \(%\): 0 now, at most 90;/);
  expect(page).toMatch(/No data: [^<]*release começa/);
  expect(page).toContain('<path d="M0.0 118.0 L');
  expect(dashboardPage({}).sections).toEqual([]);
});
