import { beforeAll, describe, expect, it } from 'vitest';
import { StatesError } from '../../../../sandbox/services/states/errors.ts';
import { Execution } from '../../../../sandbox/services/states/execution.ts';
import { synthesized } from './synthesized.ts';
import { VirtualClock } from './virtual-clock.ts';

/**
 * The rollback workflow itself, with a database to restore: whichever of its tasks fails, a redrive goes on there, and no
 * task that succeeded runs again, also in the Parallel of the restore and in the Map of the services.
 */
const [, machine] = synthesized().find(([name]) => /^KnownGood-sandbox\/Rollback/.test(name)) ?? ['', undefined];

/** One answer that every step could have given: each state takes its own part of it. What a state newly takes belongs here. */
const ANSWER = {
  ...{
    act: true,
    drill: null,
    id: 'r-1',
    incident: 'i-1',
    execution: null,
    inFlight: false,
    ended: true,
    stopped: true,
  },
  trigger: {
    kind: 'person',
    reason: 'Dashboards answer 500',
    criterion: 'c',
    acceptLostWrites: 0,
    acceptProof: false,
    dryRun: false,
    to: null,
  },
  ...{
    lock: { fence: 1 },
    decision: 'services-and-database',
    because: ['b'],
    recurrence: null,
    fit: true,
    ahead: false,
    restorePoint: 'snapshot',
    problems: [],
    missing: [],
    deleted: [],
    images: {},
    outage: null,
    ways: { migration: 'breaking' },
    origin: {
      again: false,
      began: '2026-11-24T14:00:00Z',
      trigger: { kind: 'person', reason: 'Dashboards answer 500', criterion: 'c' },
    },
  },
  ...{
    proven: true,
    over: true,
    seen: {},
    freeze: false,
    readOnly: true,
    reader: 'r',
    notClosed: [],
    sequences: { past: 1, leftBehind: [], more: 0 },
    lost: { known: true, total: 0 },
    ...{ instance: 'survey-r-1', resourceId: 'db-2', kept: false, forward: false, counts: {}, warmth: { done: true } },
    standby: null,
  },
  ...{
    done: true,
    host: 'h',
    port: 5432,
    ready: true,
    facts: ['f'],
    snapshot: 's',
    left: [],
    putBack: [],
    steady: true,
  },
  ...{
    deployment: 'd',
    taskDefinition: 't',
    desiredCount: 1,
    passed: ['p'],
    tasks: [],
    resumed: [],
    running: true,
    firing: [],
  },
  ...{
    work: 'r-1',
    gone: true,
    dead: false,
    again: false,
    page: true,
    switches: ['web', 'worker'].map((service) => ({
      ...{ service, taskDefinition: `${service}:1`, accepts: [], desiredCount: 1 },
    })),

    document: 'd',
    targets: [],
    owed: [],
    settings: {},
    changed: [],
    settled: true,
    asked: true,
    warnings: [],
  },
  release: {
    ...{
      id: 'rel-2',
      version: '2.0.0',
      halfWay: true,
      moved: ['web'],
      affected: [],
      finishedAt: null,
      behindFence: { known: true, total: 0, tables: {} },
    },
    ...{
      baseline: {},
      restorePoint: { kind: 'snapshot' },
      undone: [],
      passedOver: null,
      accepts: { web: [], worker: [] },
    },
    recordedBy: 'r1',
    knownGood: {
      ...{ version: '1.0.0', commit: 'c' },
      services: [
        { name: 'web', taskDefinition: 'web:1', desiredCount: 2 },
        { name: 'worker', taskDefinition: 'worker:1', desiredCount: 1 },
      ],
      database: { identifier: 'survey', resourceId: 'db-1', pointer: 'p', host: 'h', port: 5432, settings: {} },
    },
  },
};

interface Ran {
  readonly execution: Execution;
  /** Calls, each as `path/state`, in order. */
  readonly calls: string[];
  /** Tasks that a failing sibling aborted. */
  readonly aborted: string[];
  redriven: number;
}

/** Runs to the end, redriving as often as it fails. `fails` says whether the n-th call of a state fails. */
async function run(fails: (call: string, n: number) => boolean): Promise<Ran> {
  if (machine === undefined) throw new Error('no rollback machine in cdk.out: npm run synth');
  const state = new Map<string, string>();
  let scheduled = '';
  const ran: Ran = {
    calls: [],
    aborted: [],
    redriven: 0,
    execution: new Execution({
      ...{
        arn: 'arn:aws:states:::execution:m:e',
        name: 'e',
        machineArn: 'arn:aws:states:::stateMachine:m',
        roleArn: 'r',
      },
      ...{ machine, input: {}, clock: new VirtualClock(), random: () => 0.5 },
      onEvent(event) {
        const path = event.path.join('/');
        if (event.stateEnteredEventDetails?.name !== undefined) state.set(path, event.stateEnteredEventDetails.name);
        if (event.type === 'TaskScheduled') scheduled = `${path}/${state.get(path)}`;
        if (event.type === 'TaskStateAborted') ran.aborted.push(`${path}/${state.get(path)}`);
      },
      async runTask() {
        const call = scheduled;
        ran.calls.push(call);
        if (fails(call, ran.calls.filter((one) => one === call).length)) throw new StatesError('Broken', 'in a test');
        return { Payload: ANSWER };
      },
    }),
  };
  await ran.execution.run();
  while (ran.execution.status === 'FAILED' && ran.redriven < 5) {
    ran.redriven++;
    await ran.execution.redrive();
  }
  return ran;
}

const counts = (calls: readonly string[]): Record<string, number> => {
  const counted: Record<string, number> = {};
  for (const call of calls) counted[call] = (counted[call] ?? 0) + 1;
  return counted;
};

describe('the rollback workflow, redriven', () => {
  let whole: Ran;
  beforeAll(async () => {
    whole = await run(() => false);
  });

  it('runs through the restore, both services, the checks and the watch when nothing fails', () => {
    expect(whole.execution.error?.reason).toBeUndefined();
    expect([whole.execution.status, whole.redriven]).toEqual(['SUCCEEDED', 0]);
    expect(
      whole.calls.filter((call) => call.includes('Restore beside, save the live one')).length,
    ).toBeGreaterThanOrEqual(5);
    expect(whole.calls.filter((call) => call.includes('Switch the services[1]'))).toHaveLength(1);
  });

  it.each([1, 2])('goes on at whichever task failed %i time(s), and repeats nothing that succeeded', async (times) => {
    const tried: string[] = [];
    for (const failing of new Set(whole.calls)) {
      const { execution, calls, aborted, redriven } = await run((call, n) => call === failing && n <= times);
      if (redriven === 0) continue; // Its failure is caught: told, and gone on.
      if (execution.status === 'FAILED') {
        // Refused before anything was held: led to a Fail state, which fails again.
        expect(whole.calls.indexOf(failing)).toBeLessThanOrEqual(whole.calls.indexOf('/Take over the lock'));
        continue;
      }
      expect([failing, execution.status, redriven]).toEqual([failing, 'SUCCEEDED', times]);
      const expected = counts([...whole.calls, ...new Array<string>(times).fill(failing), ...aborted]);
      expect(counts(calls)).toEqual(expected);
      expect(execution.output).toEqual(whole.execution.output);
      tried.push(failing);
    }
    // Nearly every task of the way is one after the lock, where nothing catches.
    expect(tried.length).toBeGreaterThan(20);
    expect(tried).toContain('/Triage');
    expect(tried.filter((call) => call.includes('Restore beside, save the live one[')).length).toBeGreaterThanOrEqual(
      4,
    );
    expect(tried.filter((call) => call.includes('Switch the services['))).toHaveLength(2);
  });
});
