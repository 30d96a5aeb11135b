import type { Moment } from '../../model/lock.ts';

export const DEPLOYMENT_FAILED = 'DeploymentFailed';
export const DEPLOYMENT_REPLACED = 'DeploymentReplaced';

export interface Input {
  readonly moment: Moment;
  readonly since: string;
  readonly cluster: string;
  readonly service: string;
  readonly taskDefinition: string;
  readonly deployment: string;
  readonly limitMinutes: number;
}

/** @throws DeploymentFailed, DeploymentReplaced, TookTooLong */
export interface Output {
  readonly steady: boolean;
  /** A person redrove after the deployment had failed: switch it again. */
  readonly again: boolean;
  readonly detail: string;
  /** How long to wait before the next look. */
  readonly waitSeconds: number;
}
