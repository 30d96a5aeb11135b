import * as rds from '@aws-sdk/client-rds';
import type { Kernel } from '../../kernel/kernel.ts';
import type { PostgresHost, Snapshot } from '../../postgres/host.ts';
import type { Tag } from '../../template/properties/tags.ts';
import { Groups } from './groups.ts';
import { nameOf, type RdsArns, rdsArns } from './identifiers.ts';
import { CHANGEABLE, describeInstance, type Instance } from './instance.ts';
import type { Timings } from './timings.ts';

/** A manual snapshot. */
export interface SnapshotRecord {
  readonly identifier: string;
  status: 'creating' | 'available' | 'failed';
  /** Its description, but for status, progress and tags. */
  readonly facts: rds.DBSnapshot;
  /** The instance's database and settings at that time, of which a restore inherits some. */
  readonly source: Instance['settings'];
  databaseTime: Date | undefined;
  readonly startedAt: number;
  tags: Tag[];
  data: Snapshot | undefined;
}

/** Everything RDS knows, and the passing of time. */
export class RdsState {
  readonly kernel: Kernel;
  readonly postgres: PostgresHost;
  readonly timings: Timings;
  readonly arns: RdsArns;
  readonly instances: Instance[] = [];
  readonly snapshots = new Map<string, SnapshotRecord>();
  /** Automated backups that were kept when their instance was deleted. */
  readonly retainedBackups: { readonly instance: Instance; readonly until: number }[] = [];
  /** Proxy -> the instance it leads to. */
  readonly proxies = new Map<string, string>();
  readonly groups = new Groups();
  readonly closing = new AbortController();

  constructor(kernel: Kernel, postgres: PostgresHost, timings: Timings) {
    this.kernel = kernel;
    this.postgres = postgres;
    this.timings = timings;
    this.arns = rdsArns(kernel);
  }

  get now(): number {
    return this.kernel.clock.now();
  }

  byName(nameOrArn: string | undefined): Instance | undefined {
    const name = nameOf(nameOrArn ?? '');
    return this.instances.find((instance) => instance.findableByName && instance.identifier === name);
  }

  /** An instance as DescribeDBInstances gives it. */
  describe(instance: Instance): rds.DBInstance {
    return describeInstance(instance, this.arns.instance(instance.identifier), this.now);
  }

  /** @throws DBInstanceNotFoundFault */
  instance(nameOrArn: string | undefined): Instance {
    const found = this.byName(nameOrArn);
    if (found) return found;
    throw new rds.DBInstanceNotFoundFault({ message: `DBInstance ${nameOrArn} not found.`, $metadata: {} });
  }

  /** @throws DBInstanceNotFoundFault, InvalidDBInstanceStateFault: RDS changes and copies only an instance that is at rest. */
  changeable(nameOrArn: string | undefined, what: string): Instance {
    const instance = this.instance(nameOrArn);
    if (CHANGEABLE.includes(instance.status)) return instance;
    const message = `${what} because the database instance ${instance.identifier} is not currently in the available state.`;
    throw new rds.InvalidDBInstanceStateFault({ message, $metadata: {} });
  }

  /** @throws DBSnapshotNotFoundFault */
  snapshot(nameOrArn: string | undefined): SnapshotRecord {
    const found = this.snapshots.get(nameOf(nameOrArn ?? ''));
    if (found) return found;
    throw new rds.DBSnapshotNotFoundFault({ message: `DBSnapshot ${nameOrArn} not found.`, $metadata: {} });
  }

  /** @throws DBInstanceAlreadyExistsFault; a name is taken also while a rename hides it. */
  requireFree(identifier: string): void {
    if (!this.instances.some((instance) => instance.identifier === identifier)) return;
    throw new rds.DBInstanceAlreadyExistsFault({ message: 'DB instance already exists', $metadata: {} });
  }

  /** The instance, snapshot or group of an ARN, with its tags. */
  tagged(arn: string): { tags: Tag[] } {
    const [kind, name] = this.arns.parse(arn);
    switch (kind) {
      case 'db':
        return this.instance(name);
      case 'snapshot':
        return this.snapshot(name);
      case 'pg':
        return this.groups.parameterGroup(name);
      case 'og':
        return this.groups.optionGroup(name);
      case 'subgrp':
        return this.groups.subnetGroup(name);
      default:
        throw new rds.DBInstanceNotFoundFault({ message: `${arn} not found.`, $metadata: {} });
    }
  }

  /** Virtual time passes; rejects when the sandbox ends. */
  pass(ms: number): Promise<void> {
    return this.kernel.clock.sleep(ms, this.closing.signal);
  }

  /** Runs work that goes on after the API has answered. */
  background(work: Promise<void>, failed: (error: unknown) => void): void {
    work.catch((error) => {
      if (!this.closing.signal.aborted) failed(error);
    });
  }

  /** RDS's event; AWS calls them best effort, so nothing may depend on one. */
  publish(kind: 'instance' | 'snapshot', identifier: string, EventID: string, Message: string): void {
    const SourceArn = this.arns[kind](identifier);
    this.kernel.publish({
      source: 'aws.rds',
      'detail-type': kind === 'instance' ? 'RDS DB Instance Event' : 'RDS DB Snapshot Event',
      resources: [SourceArn],
      detail: {
        EventID,
        Message,
        SourceArn,
        SourceIdentifier: identifier,
        SourceType: kind === 'instance' ? 'DB_INSTANCE' : 'SNAPSHOT',
        Date: new Date(this.now).toISOString(),
        EventCategories: [],
      },
    });
  }
}
