import { DBInstanceNotFoundFault, DBSnapshotNotFoundFault } from '@aws-sdk/client-rds';
import { ExecutionDoesNotExist } from '@aws-sdk/client-sfn';
import type { Call } from './call.ts';

type Names = Readonly<Record<string, string | undefined>>;

/**
 * What a read that has not yet heard of a change answers, when nothing was read before: what has been made meanwhile is not
 * there. `undefined`: it was always there.
 */
const NOT_VISIBLE_YET: Readonly<Record<string, (input: Names, made: ReadonlySet<string | undefined>) => unknown>> = {
  DescribeDBInstances: ({ DBInstanceIdentifier }, made) => {
    if (!made.has(DBInstanceIdentifier)) return undefined;
    throw new DBInstanceNotFoundFault({ message: 'DBInstance not found', $metadata: {} });
  },
  DescribeDBSnapshots: ({ DBSnapshotIdentifier }, made) => {
    if (!made.has(DBSnapshotIdentifier)) return undefined;
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

/** What each read answered last: a stale read answers that again. */
export class EarlierAnswers {
  /** Each read says whether an older answer would have been another: costs time. */
  looksForNews = false;
  private readonly answers = new Map<string, unknown>();
  private readonly made = new Set<string | undefined>();

  remember(call: Call, output: unknown): void {
    const { DBInstanceIdentifier, DBSnapshotIdentifier } = call.input as Names;
    if (call.operation === 'RestoreDBInstanceFromDBSnapshot') this.made.add(DBInstanceIdentifier);
    if (call.operation === 'CreateDBSnapshot') this.made.add(DBSnapshotIdentifier);
    if (mayBeStale(call)) this.answers.set(keyOf(call), output);
  }

  /**
   * What a read answers that has not heard of the last change; `undefined`: none that it could leave out.
   * @throws Error of a read that does not know yet of what was made
   */
  asBefore(call: Call): unknown {
    const known = this.answers.get(keyOf(call));
    return known ?? NOT_VISIBLE_YET[call.operation]?.(call.input as Names, this.made);
  }

  /** Whether an older answer would have been another than this one. */
  hasNews(call: Call, output: unknown): boolean {
    if (!mayBeStale(call)) return false;
    try {
      const before = this.asBefore(call);
      return before !== undefined && JSON.stringify(before) !== JSON.stringify(output);
    } catch {
      return true;
    }
  }
}

const keyOf = ({ service, operation, input }: Call): string => `${service}:${operation}:${JSON.stringify(input)}`;
