import { Token } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import type { EnvironmentConfiguration } from '../configuration/schema.ts';
import type { CheckProps, ControlPlaneProps, RuleProps, ScheduleProps } from './props.ts';
import { defaultContainer } from './services.ts';

type Schedules = NonNullable<EnvironmentConfiguration['schedules']>;
type Check = EnvironmentConfiguration['checks'][number];

/** @param path where it stands, for messages, as `schedules.0` */
export function scheduleOf(one: NonNullable<ControlPlaneProps['schedules']>[number], path: string): Schedules[number] {
  if ('rule' in one) return typeof one.rule === 'string' ? (one as Schedules[number]) : ruleOf(one as RuleProps, path);
  if (typeof one.schedule === 'string') return one as Schedules[number];
  const { schedule, role, key } = one as ScheduleProps;
  return {
    schedule: schedule.scheduleName,
    ...(schedule.scheduleGroup && { group: schedule.scheduleGroup.scheduleGroupName }),
    role: role.roleName,
    ...(key && { key: key.keyArn }),
  };
}

/** CloudFormation answers for a rule on a bus of its own with `<bus>|<rule>`: its name alone is known only where it is given. */
function ruleOf({ rule }: RuleProps, path: string): Schedules[number] {
  const made = rule.node.defaultChild;
  const onAnotherBus = made instanceof CfnRule && made.eventBusName !== undefined;
  if (onAnotherBus && Token.isUnresolved(rule.ruleName))
    throw new Error(
      `${path}.rule: ${rule.node.path} is on an event bus of its own, whose rules' generated names nobody knows; expected { rule: '<name>', bus: '<bus>' }, or a rule on the default bus`,
    );
  return { rule: rule.ruleName };
}

/** @param path where it stands, for messages, as `checks.0` */
export function checkOf(one: ControlPlaneProps['checks'][number], path: string): Check {
  if (!('task' in one) || typeof one.task.definition === 'string') return one as Check;
  const { task, ...check } = one as CheckProps;
  const { definition, container, networkOf, logGroup, ...rest } = task;
  const roles = [definition.taskRole, definition.executionRole].flatMap((role) => role?.roleName ?? []);
  return {
    ...check,
    task: {
      ...rest,
      definition: definition.family,
      container: container ?? defaultContainer({ taskDefinition: definition, node: definition.node }, `${path}.task`),
      ...(networkOf && { networkOf: typeof networkOf === 'string' ? networkOf : networkOf.serviceName }),
      roles: [...new Set(roles)],
      ...(logGroup && { logGroup: logGroup.logGroupName }),
    },
  };
}
