import type { Moment } from '../../model/lock.ts';
import type { Output as Switched } from '../switch-service/contract.ts';

export const DEPLOYMENT_FAILED = 'DeploymentFailed';
export const DEPLOYMENT_REPLACED = 'DeploymentReplaced';

interface Look {
  readonly moment: Moment;
  readonly since: string;
  readonly cluster: string;
  readonly limitMinutes: number;
}

export interface Input extends Look {
  /** What was asked for: all of one order. */
  readonly services: readonly Switched[];
}

/** As executions ask that began before services were looked at together. The step keeps its name for them, too. */
export interface EarlierInput extends Look, Switched {}

/** @throws DeploymentFailed, DeploymentReplaced, TookTooLong */
export interface Output {
  /** All of them. */
  readonly steady: boolean;
  /** A person redrove after a deployment had failed: switch them again. */
  readonly again: boolean;
  /** Of those that are not steady; of all, where all are. */
  readonly detail: string;
  /** How long to wait before the next look. */
  readonly waitSeconds: number;
}
