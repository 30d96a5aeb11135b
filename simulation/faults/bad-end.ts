import type { Call } from '../calls/call.ts';
import type { Invocation } from '../world/invocation.ts';
import type { World } from '../world/world.ts';

type Answer = Record<string, readonly Record<string, unknown>[]>;

/** What of an answer is changed: each item of a list, known by its identifier. */
interface Described {
  readonly list: string;
  readonly id: string;
  readonly change: object;
}

/** Steps that look at something which can end badly. `test/simulation/names.test.ts` holds each to the template. */
export const LOOKS: ReadonlySet<string> = new Set([
  'look-at-snapshot',
  'look-at-restored-database',
  'look-at-migration',
  'look-at-service',
  'look-at-services-running',
  'look-at-services-stopped',
  'look-at-maintenance',
  'look-at-alarms',
  'run-checks',
  'look-at-check-tasks',
  'prove-database',
]);

/** Those whose bad end is in what AWS answers, about what is there. */
const ANSWERED: ReadonlySet<string> = new Set([
  'look-at-snapshot',
  'look-at-restored-database',
  'look-at-services-stopped',
  'look-at-migration',
  'look-at-alarms',
]);

/** Those that end badly because no task of any version answers well any more. */
const OF_THE_APPLICATION: readonly string[] = [
  ...['run-checks', 'look-at-check-tasks', 'look-at-service', 'look-at-services-running'],
];

export const canEndBadly = (step: string): boolean => LOOKS.has(step);

/** The thing a step looks at ends in a status from which it does not come back by itself. */
export class BadEnd {
  private step = '';
  private execution = '';
  private readonly snapshots = new Set<string>();
  private readonly instances = new Set<string>();
  private readonly tasks = new Set<string>();
  private readonly alarms = new Set<string>();
  private since = 0;
  /** Something is otherwise than it would have been. */
  hasBitten = false;

  begins({ step, execution, payload }: Invocation, world: World): boolean {
    if (!canEndBadly(step)) return false;
    this.step = step;
    this.execution = execution;
    this.since = world.clock.now();
    this.hasBitten ||= !ANSWERED.has(step);
    if (OF_THE_APPLICATION.includes(step)) {
      world.versions.allUnhealthy = true;
      world.facts.brokenSince ??= world.clock.now();
    }
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
    const during = (step: string): boolean => first && this.step === step;
    switch (call.operation) {
      case 'DescribeDBSnapshots':
        return this.each(answer, this.snapshots, during('look-at-snapshot'), {
          ...{ list: 'DBSnapshots', id: 'DBSnapshotIdentifier' },
          change: { Status: 'failed' },
        });
      case 'DescribeDBInstances':
        return this.each(answer, this.instances, during('look-at-restored-database'), {
          ...{ list: 'DBInstances', id: 'DBInstanceIdentifier' },
          change: { DBInstanceStatus: 'restore-error' },
        });
      case 'DescribeTasks':
        return this.each(answer, this.tasks, during('look-at-services-stopped') || during('look-at-migration'), {
          ...{ list: 'tasks', id: 'taskArn' },
          change:
            this.step === 'look-at-services-stopped'
              ? { lastStatus: 'DEACTIVATING' }
              : { lastStatus: 'STOPPED', containers: [{ name: 'app', exitCode: 1 }] },
        });
      case 'DescribeAlarms':
        // They fire, and the event that would say so is lost.
        return this.each(answer, this.alarms, during('look-at-alarms'), {
          ...{ list: 'MetricAlarms', id: 'AlarmName' },
          change: { StateValue: 'ALARM', StateTransitionedTimestamp: new Date(this.since) },
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

  private each(answer: Answer, ended: Set<string>, ends: boolean, { list, id, change }: Described): Answer {
    const items = answer[list] ?? [];
    if (ends && ended.size === 0) for (const item of items) ended.add(String(item[id]));
    this.hasBitten ||= ended.size > 0;
    return { ...answer, [list]: items.map((item) => (ended.has(String(item[id])) ? { ...item, ...change } : item)) };
  }
}
