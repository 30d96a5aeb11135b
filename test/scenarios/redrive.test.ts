import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STATES } from '../../lambdas/model/state-names.ts';
import { pause } from '../../play/person.ts';
import type { Machine, State } from '../../sandbox/services/states/asl.ts';
import { Environment } from './environment.ts';

/** Name and function of each Task of a machine, those in branches and iterations too. */
function tasksOf(machine: Machine): { state: string; fn: string; caught: boolean }[] {
  return Object.entries(machine.States).flatMap(([state, s]: [string, State]) => {
    if (s.Type === 'Parallel') return s.Branches.flatMap(tasksOf);
    if (s.Type === 'Map') return tasksOf(s.ItemProcessor as Machine);
    if (s.Type !== 'Task') return [];
    const { FunctionName } = s.Arguments as { FunctionName: string };
    return [{ state, fn: FunctionName.split(':')[6] ?? FunctionName, caught: s.Catch !== undefined }];
  });
}

/**
 * A rollback that fails in every one of its states, one after the other. A person mends the cause each time and redrives:
 * it must go on from that very state, and end as if nothing had happened.
 */
describe('a rollback that fails in every state', () => {
  let environment: Environment;
  const failedAt: string[] = [];
  /** Fewer than broken states: branches side by side may fail at once. */
  let failures = 0;
  let rollback = '';
  let ended: Awaited<ReturnType<Environment['run']>>;

  /** States that DevOps was told the rollback failed at. */
  const told = () =>
    environment.cloud.sns
      .mailbox()
      .filter((mail) => mail.to === 'devops@pesquisas.example' && mail.subject.includes('O rollback falhou'))
      .map((mail) => /falhou em "(?<state>[^"]+)"/.exec(mail.body)?.groups?.['state'] ?? '');

  beforeAll(async () => {
    environment = await Environment.start();
    await environment.ask('POST', '/surveys', { title: 'Entrega' });
    await environment.ask('POST', '/surveys/1/answers', { score: 9, comment: 'before the release' });
    const release = await environment.person.start('release', {
      version: '2.0.0',
      reason: 'Sprint 18',
      migration: 'breaking',
    });
    await environment.entered(release, STATES.watchTheAlarms);
    await environment.ask('POST', '/surveys/1/answers', { score: 3, comment: 'to 2.0.0' });

    const { states, functions } = environment.cloud;
    let tasks: ReturnType<typeof tasksOf> = [];
    const current = new Map<string, string>();
    states.subscribe((execution, { stateEnteredEventDetails: entered }) => {
      if (!execution.options.machineArn.endsWith('-rollback') || entered?.name === undefined) return;
      tasks = tasksOf(execution.options.machine);
      const task = tasks.find((t) => t.state === entered.name);
      if (task !== undefined) current.set(task.fn, task.state);
    });
    // Filter and taking the lock fail before anything is held: that is a refusal, and tested as one.
    const refusing: readonly string[] = [STATES.readWhatStartedTheRollback, STATES.takeOverTheLock];
    functions.faults = (name) => {
      const state = current.get(name);
      const task = tasks.find((t) => t.state === state);
      if (state === undefined || task === undefined || task.caught || refusing.includes(state)) return undefined;
      if (failedAt.includes(state)) return undefined;
      failedAt.push(state);
      return { error: { errorType: 'BrokenOnPurpose', errorMessage: `"${state}" is broken until somebody mends it` } };
    };
    const known = await environment.known('rollback');
    await environment.fire('survey-5xx-rate');
    rollback = await environment.began('rollback', known);
    for (;;) {
      ended = await environment.person.ended(rollback);
      if (ended.status !== 'FAILED' || ended.error !== 'BrokenOnPurpose') break;
      failures++;
      // A person redrives after reading what happened.
      for (let n = 0; n < 200 && told().length < failures; n++) await pause(100);
      await environment.person.redrive(rollback);
    }
  }, 400_000);
  afterAll(async () => environment.cloud.close(), 30_000);

  it('ends well after a redrive from each of them', () => {
    expect(ended.status, ended.cause).toBe('SUCCEEDED');
    expect(JSON.parse(ended.output ?? '{}')).toMatchObject({
      decision: 'services-and-database',
      lost: { known: true, tables: { answers: { inserted: 1 } } },
    });
  });

  it('was broken in every state that a rollback with its restore passes', () => {
    const run = environment.cloud.states.executions().find((execution) => execution.options.arn === rollback);
    const entered = new Set(run?.history.events.flatMap((event) => event.stateEnteredEventDetails?.name ?? []));
    const tasks = tasksOf(run?.options.machine as Machine).filter((task) => !task.caught && entered.has(task.state));
    expect(failedAt.length).toBeGreaterThan(25);
    expect([...failedAt].sort()).toEqual(tasks.map((task) => task.state).sort());
  });

  it('did once what must be done once', async () => {
    const did = (operation: string) =>
      environment.cloud.endpoint.calls.filter((call) => call.operation === operation && call.error === undefined)
        .length;
    expect(did('RestoreDBInstanceFromDBSnapshot')).toBe(1);
    // One before the fence, one for the restore point, one for safety.
    expect(did('CreateDBSnapshot')).toBe(3);
    const { restored } = JSON.parse(ended.output ?? '{}') as { restored: string };
    expect(await environment.comments(restored)).toEqual(['before the release']);
    expect(await environment.comments('survey')).toContain('to 2.0.0');
    expect(await environment.version()).toBe('1.0.0');
    expect(await environment.status()).toEqual({ status: 'open', maintenance: null, stopped: 0 });
  });

  it('told each failure once, with the state it stopped at', () => {
    expect(told()).toHaveLength(failures);
    expect(new Set(told()).size).toBe(failures);
    expect(told().filter((state) => !failedAt.includes(state))).toEqual([]);
  });
});
