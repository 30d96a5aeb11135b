import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import environment from '../../examples/survey-platform/environment.ts';
import * as page from '../../lambdas/maintenance/page.ts';
import { STATES } from '../../lambdas/model/state-names.ts';
import { LOOKS } from '../../simulation/faults/bad-end.ts';
import {
  DRILL_LOOK_RULE,
  DRILL_RULE,
  MACHINES,
  MEASURES_RULE,
  NOTIFICATION_FAILURES,
  PREFIX,
  PUBLICATION_RULE,
  RETENTION_RULE,
  WAKE,
  WATCHDOG_RULE,
  WATCHDOG_SCHEDULE,
  WATCHDOG_SILENT,
} from '../../simulation/world/control-plane.ts';
import { definitionTexts, existing, rollbackWindowMs, statesOf } from '../../simulation/world/definitions.ts';
import {
  ALARMS,
  CHECKED_BY_A_TASK,
  CLUSTER,
  COUNTS,
  DATABASE,
  OTHER_HOST,
  OTHER_SERVICE,
  PAGE_MARK,
  PARAMETERS,
  ROLES,
  SERVICES,
  STACK,
  WATCH_MINUTES,
} from '../../simulation/world/survey-platform.ts';

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: Readonly<Record<string, unknown>> }>
  >;
}
const templateOf = (stack: string): Template =>
  JSON.parse(readFileSync(new URL(`../../cdk.out/${stack}.template.json`, import.meta.url), 'utf8'));
const controlPlane = templateOf('KnownGood-sandbox');
const application = templateOf(STACK);

const namesIn = ({ Resources }: Template, type: string, property: string): unknown[] =>
  Object.values(Resources)
    .filter(({ Type }) => Type === type)
    .map(({ Properties }) => Properties?.[property]);

describe('names of states', () => {
  it.each(Object.values(STATES).map((name) => [name]))('%s is a state of a synthesized workflow', (name) => {
    expect(MACHINES.filter((machine) => statesOf(machine).has(name))).not.toEqual([]);
  });

  it('of a state that is gone are refused, and the file to mend is named', () => {
    expect(() => existing('Make coffee' as never)).toThrow(
      'No workflow of the template has a state "Make coffee". If it was renamed, give it its new name in lambdas/model/state-names.ts.',
    );
  });
});

describe('names that the simulation goes by', () => {
  it('are those of the synthesized control plane', () => {
    expect([...definitionTexts().keys()].sort()).toEqual([...MACHINES, WAKE].sort());
    const functions = namesIn(controlPlane, 'AWS::Lambda::Function', 'FunctionName');
    for (const step of LOOKS) expect(functions).toContain(`${PREFIX}${step}`);
    const alarms = namesIn(controlPlane, 'AWS::CloudWatch::Alarm', 'AlarmName');
    for (const alarm of [WATCHDOG_SILENT, ...NOTIFICATION_FAILURES]) expect(alarms).toContain(alarm);
    const scheduled = Object.values(controlPlane.Resources).filter(
      ({ Properties }) => Properties?.['ScheduleExpression'] === WATCHDOG_SCHEDULE,
    );
    expect(scheduled.map(({ Properties }) => Properties?.['Name'])).toEqual([WATCHDOG_RULE]);
    const rules = namesIn(controlPlane, 'AWS::Events::Rule', 'Name');
    for (const rule of [RETENTION_RULE, PUBLICATION_RULE, MEASURES_RULE, DRILL_RULE, DRILL_LOOK_RULE])
      expect(rules).toContain(rule);
    expect(rollbackWindowMs()).toBe(120 * 60_000);
  });

  it('are those of the synthesized application', () => {
    expect(namesIn(application, 'AWS::SSM::Parameter', 'Name').sort()).toEqual(Object.values(PARAMETERS).sort());
    expect(namesIn(application, 'AWS::CloudWatch::Alarm', 'AlarmName').sort()).toEqual(Object.values(ALARMS).sort());
    expect(namesIn(application, 'AWS::ECS::Cluster', 'ClusterName')).toEqual([CLUSTER]);
    expect(namesIn(application, 'AWS::ECS::Service', 'ServiceName').sort()).toEqual(
      [...SERVICES, OTHER_SERVICE].sort(),
    );
    expect(namesIn(application, 'AWS::RDS::DBInstance', 'DBName')).toEqual([DATABASE]);
    const [checked] = environment.checks.flatMap((check) => ('task' in check ? [check.functionality] : []));
    expect(checked).toBe(CHECKED_BY_A_TASK);
    const text = JSON.stringify(application);
    expect(text).toContain(OTHER_HOST);
    for (const role of Object.values(ROLES)) expect(text).toContain(role);
  });

  it('and what invariants take for granted is what the template and the configuration say', () => {
    const services = Object.values(application.Resources).filter(({ Type }) => Type === 'AWS::ECS::Service');
    const counts = services.map(({ Properties }) => [Properties?.['ServiceName'], Properties?.['DesiredCount']]);
    expect(counts).toEqual(expect.arrayContaining(Object.entries(COUNTS)));
    expect(environment.watch.releaseMinutes).toBe(WATCH_MINUTES);
    expect(PAGE_MARK).toBe(page.PAGE_MARK);
  });
});
