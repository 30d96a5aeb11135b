import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/people/write-post-mortem/contract.ts';
import { handler } from '../../../lambdas/people/write-post-mortem/handler.ts';
import { knownGood, NOW, person, release } from '../records.ts';
import { documents } from '../stub/documents.ts';
import { everyCall } from '../stub/every-call.ts';
import { Executions, entered } from '../stub/executions.ts';
import { ledger } from '../stub/ledger.ts';
import { lossOf } from '../writes.ts';

const input = (change: Partial<Input> = {}): Input => ({
  now: NOW,
  language: 'en',
  timeZone: 'UTC',
  rollback: 'b1',
  execution: 'arn:rollback',
  incident: 'incident-b1',
  origin: { trigger: person(), began: '2026-11-24T14:00:00.000Z', again: false },
  outage: null,
  migration: 'breaking',
  countedAt: NOW,
  decision: 'services-and-database',
  because: ['a breaking migration has started'],
  recurrence: 2,
  release: 'r1',
  lost: lossOf({ answers: { inserted: 2, updated: 1, deleted: 0 } }, 3),
  proof: ['sentinel "answers": 3'],
  restored: 'survey-kg-1',
  quarantined: 'survey',
  checks: ['home'],
  ...change,
});
const written = new Map<string, string>();
const prepare = async () => {
  written.clear();
  documents(written);
  const executions = new Executions();
  executions.histories['arn:release'] = [entered(1, 'Watch', '2026-11-24T13:50:00.000Z')];
  executions.histories['arn:rollback'] = [entered(1, 'Triage', '2026-11-24T13:40:00.000Z')];
  executions.play();
  await ledger.put('release#r1', release({ knownGood: knownGood() }));
};
beforeEach(prepare);
const drafted = async (given: Input) => {
  await handler(given);
  return written.get('post-mortems/b1.md') ?? '';
};

describe('write-post-mortem', () => {
  it('drafts it from the ledger and from what both executions did, in the order of time', async () => {
    expect(await handler(input())).toEqual({ document: 's3://documents/post-mortems/b1.md' });
    const draft = written.get('post-mortems/b1.md') ?? '';
    expect(draft).toMatch(/# Post-mortem \(draft\): incident-b1/);
    expect(draft).toMatch(/- release: 2\\\.0\.0 \\\(r1\\\)/);
    expect(draft).toMatch(/- known good: 1\\\.0\.0, verified by r0/);
    expect(draft).toMatch(/Lost writes: 3, in all tables of survey; kept.*\n- answers: \+2 ~1 -0/);
    expect(draft).toMatch(/: Triage\n.*: Watch/);
    expect(draft).toMatch(/- restored: survey-kg-1; quarantined: survey/);
    expect(draft).toMatch(/- checks passed: home/);
  });

  it('says that lost writes are unknown, and why', async () => {
    expect(await drafted(input({ lost: { known: false, why: 'the database does not answer' } }))).toMatch(
      /Lost writes: unknown \(the database does not answer\)/,
    );
  });

  it('says nothing of a database where none was restored, and of no release where none was undone', async () => {
    const draft = await drafted(input({ restored: null, quarantined: null, release: null, checks: [] }));
    expect(draft).not.toMatch(/^- restored:|checks passed/m);
    expect(draft).toMatch(/- release: none$/m);
    expect(draft).not.toMatch(/: Watch/);
  });

  it('is of the whole incident: its first cause, every execution, every count, the page', async () => {
    const alarm = { kind: 'alarm', alarm: '5xx', criterion: 'availability', at: '2026-11-24T13:39:00.000Z' } as const;
    const first = { ...alarm, reason: 'Errors above 5 percent' };
    const decided = person({ requestedBy: 'Ana', reason: 'Answers matter more', incident: 'incident-b1' });
    const part = { endedAt: NOW, because: [], startedAt: '2026-11-24T13:40:00.000Z' };
    await ledger.put('incident#incident-b1', {
      ...{ id: 'incident-b1', trigger: first, began: first.at, whole: true, outage: null },
      executions: {
        b0: { ...part, execution: 'arn:first', trigger: first, outcome: 'freeze' },
        b1: { ...part, startedAt: NOW, execution: 'arn:rollback', trigger: decided, outcome: 'running', endedAt: null },
      },
      counts: [{ rollback: 'b0', at: '2026-11-24T13:50:00.000Z', lost: lossOf({}, 107) }],
    });
    const executions = new Executions();
    executions.histories['arn:first'] = [entered(1, 'Freeze the environment', '2026-11-24T13:45:00.000Z')];
    executions.play();
    const draft = await drafted(
      input({
        origin: { trigger: first, began: first.at, again: true },
        outage: { since: '2026-11-24T13:41:00.000Z', until: '2026-11-24T14:09:00.000Z' },
        ...{ restored: null, quarantined: null, lost: { known: false, why: 'not counted' } },
      }),
    );
    expect(draft).toMatch(/## Problem\n\nErrors above 5 percent\n/);
    expect(draft).toMatch(/- criterion: availability/);
    expect(draft).toMatch(/- began: Nov 24, 2026, 1:39:00.PM UTC/);
    expect(draft).toMatch(
      /- b0, .*: Errors above 5 percent → freeze, .*\n- b1, .* \(decided by Ana\): Answers matter more → not/,
    );
    expect(draft).toContain('Users saw the maintenance page for 28 min');
    expect(draft).toContain('no write was removed (counted before it was decided: 107)');
    expect(draft).toContain('The migration had started');
    expect(draft).not.toMatch(/not counted|older than the record/);
    expect(draft).toMatch(/: Freeze the environment/);
  });

  it('says so where an older control plane began the incident', async () => {
    expect(await drafted(input())).toMatch(/Part of this incident is older than the record of incidents/);
  });

  it('writes in the language of the environment', async () => {
    expect(await drafted(input({ language: 'pt-BR' }))).toMatch(/^# Post-mortem \(rascunho\)/);
  });

  everyCall({
    prepare,
    run: () => handler(input()),
    calls: ['dynamodb:GetItem', 'states:GetExecutionHistory', 's3:PutObject'],
    left: () => written,
  });
});
