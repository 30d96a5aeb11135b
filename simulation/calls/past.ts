import { DBInstanceNotFoundFault, DBSnapshotNotFoundFault } from '@aws-sdk/client-rds';
import { ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import type { Call } from './history.ts';

/** What a read that has not yet heard of a change answers, when nothing was read before. */
const NOT_VISIBLE_YET: Readonly<Record<string, () => unknown>> = {
  DescribeDBInstances: () => {
    throw new DBInstanceNotFoundFault({ message: 'DBInstance not found', $metadata: {} });
  },
  DescribeDBSnapshots: () => {
    throw new DBSnapshotNotFoundFault({ message: 'DBSnapshot not found', $metadata: {} });
  },
  DescribeExecution: () => {
    throw new ExecutionDoesNotExist({ message: 'Execution Does Not Exist', $metadata: {} });
  },
  ListTasks: () => ({ taskArns: [] }),
  DescribeTasks: () => ({ tasks: [], failures: [] }),
};

/** Reads that AWS calls eventually consistent; the ledger's are consistent by request. */
const EVENTUAL = ['rds', 'ecs', 'states', 'elasticloadbalancing', 'application-autoscaling', 'monitoring'];

export const mayBeStale = ({ service, operation }: Pick<Call, 'service' | 'operation'>): boolean =>
  EVENTUAL.includes(service) && /^(Describe|List|Get)/.test(operation);

/** Answers of the past: a stale read gives the one before. */
export class Past {
  private readonly answers = new Map<string, unknown>();

  remember(call: Call, output: unknown): void {
    if (mayBeStale(call)) this.answers.set(keyOf(call), output);
  }

  /** `undefined`: nothing has changed that an older answer could leave out. */
  asBefore(call: Call): unknown {
    const known = this.answers.get(keyOf(call));
    return known ?? NOT_VISIBLE_YET[call.operation]?.();
  }
}

const keyOf = ({ service, operation, input }: Call): string => `${service}:${operation}:${JSON.stringify(input)}`;
