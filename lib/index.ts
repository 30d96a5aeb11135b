/** What the package gives. */
export type { EnvironmentConfiguration } from './configuration/schema.ts';
// biome-ignore lint/performance/noBarrelFile: the one door of the package; nothing of this project goes through it.
export { EnvironmentAlarms, type EnvironmentAlarmsProps } from './constructs/alarms/environment-alarms.ts';
export type {
  AlarmProps,
  CheckProps,
  CheckTaskProps,
  ConnectProps,
  ControlPlaneProps,
  DatabaseProps,
  ListenerProps,
  MigrationProps,
  NetworkProps,
  PointerProps,
  RuleProps,
  ScheduleProps,
  ServiceProps,
} from './constructs/props.ts';
export { ControlPlane } from './control-plane.ts';
export { ControlPlaneStack, type ControlPlaneStackProps } from './control-plane-stack.ts';
export type { WorkflowKind } from './workflows/machine.ts';
