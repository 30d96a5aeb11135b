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
  startedAt: '2026-11-24T14:00:00.000Z',
  trigger: person(),
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
    expect(draft).not.toMatch(/restored:|checks passed/);
    expect(draft).toMatch(/- release: \\-$/m);
    expect(draft).not.toMatch(/: Watch/);
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
