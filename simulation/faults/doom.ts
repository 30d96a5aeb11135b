import type { Call } from '../calls/history.ts';
import type { Invocation } from '../world/functions.ts';
import type { World } from '../world/world.ts';

type Answer = Record<string, readonly Record<string, unknown>[]>;

/** Steps that look at something which can end badly. */
const LOOKS = new Set([
  'look-at-snapshot',
  'look-at-restored-database',
  'look-at-migration',
  'look-at-service',
  'look-at-services-running',
  'look-at-services-stopped',
  'look-at-maintenance',
  'look-at-alarms',
  'run-checks',
  'prove-database',
]);

export const canEndBadly = (step: string): boolean => LOOKS.has(step);

/** The thing a step looks at ends in a status from which it does not come back by itself. */
export class Doom {
  private step = '';
  private execution = '';
  private readonly snapshots = new Set<string>();
  private readonly instances = new Set<string>();
  private readonly tasks = new Set<string>();
  private readonly alarms = new Set<string>();
  private since = 0;

  begins({ step, execution, payload }: Invocation, world: World): boolean {
    if (!canEndBadly(step)) return false;
    this.step = step;
    this.execution = execution;
    this.since = world.clock.now();
    if (['run-checks', 'look-at-service', 'look-at-services-running'].includes(step))
      world.versions.allUnhealthy = true;
    if (step === 'look-at-maintenance')
      for (const listener of world.listeners) listener.deafen((payload as { expect?: string }).expect === 'down');
    if (step === 'prove-database')
      for (const server of world.postgres.servers) if (server.parent) world.damaged.add(server);
    return true;
  }

  /** What has ended badly is so for everybody who looks. */
  change(call: Call, output: unknown): unknown {
    if (this.step === '') return output;
    const answer = output as Answer;
    const first = call.step === this.step && call.execution === this.execution;
    const { step } = this;
    switch (call.operation) {
      case 'DescribeDBSnapshots':
        return this.each(
          answer,
          'DBSnapshots',
          'DBSnapshotIdentifier',
          this.snapshots,
          first && step === 'look-at-snapshot',
          {
            Status: 'failed',
          },
        );
      case 'DescribeDBInstances':
        return this.each(
          answer,
          'DBInstances',
          'DBInstanceIdentifier',
          this.instances,
          first && step === 'look-at-restored-database',
          {
            DBInstanceStatus: 'restore-error',
          },
        );
      case 'DescribeTasks':
        if (step === 'look-at-services-stopped')
          return this.each(answer, 'tasks', 'taskArn', this.tasks, first, { lastStatus: 'DEACTIVATING' });
        return this.each(answer, 'tasks', 'taskArn', this.tasks, first && step === 'look-at-migration', {
          lastStatus: 'STOPPED',
          containers: [{ name: 'app', exitCode: 1 }],
        });
      case 'DescribeAlarms':
        // They fire, and the event that would tell of it is lost.
        return this.each(answer, 'MetricAlarms', 'AlarmName', this.alarms, first && step === 'look-at-alarms', {
          StateValue: 'ALARM',
          StateTransitionedTimestamp: new Date(this.since),
        });
      default:
        return output;
    }
  }

  /** A person has repaired what can be repaired: services and the application. A failed snapshot or instance stays one. */
  mend(world: World): void {
    this.tasks.clear();
    this.alarms.clear();
    world.versions.allUnhealthy = false;
    world.damaged.clear();
    for (const listener of world.listeners) listener.hear();
    if (this.snapshots.size + this.instances.size === 0) this.step = '';
    else this.execution = '';
  }

  private each(answer: Answer, list: string, id: string, doomed: Set<string>, dooms: boolean, change: object): Answer {
    const items = answer[list] ?? [];
    if (dooms && doomed.size === 0) for (const item of items) doomed.add(String(item[id]));
    return { ...answer, [list]: items.map((item) => (doomed.has(String(item[id])) ? { ...item, ...change } : item)) };
  }
}
