import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/people/write-change-record/contract.ts';
import { handler } from '../../../lambdas/people/write-change-record/handler.ts';
import { knownGood, NOW, release, request } from '../records.ts';
import { documents } from '../stub/documents.ts';
import { everyCall } from '../stub/every-call.ts';
import { Executions, entered } from '../stub/executions.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

const input = (change: Partial<Input> = {}): Input => ({
  now: NOW,
  language: 'en',
  timeZone: 'UTC',
  release: 'r1',
  checks: ['home'],
  observed: true,
  ...change,
});
const written = new Map<string, string>();
const prepare = async () => {
  written.clear();
  documents(written);
  const executions = new Executions();
  executions.histories['arn:release'] = [
    entered(1, 'Take the lock', '2026-11-24T13:00:10.000Z'),
    entered(2, 'Switch a service', '2026-11-24T13:10:00.000Z'),
    entered(3, 'Switch a service', '2026-11-24T13:11:00.000Z'),
    entered(4, 'Watch', '2026-11-24T13:12:00.000Z'),
  ];
  executions.play();
  await ledger.put(
    'release#r1',
    release({ request: request({ reason: 'Sprint [18]', impact: 'none' }), knownGood: knownGood() }),
  );
};
beforeEach(prepare);

describe('write-change-record', () => {
  it('writes down the change with its reasons, where it can return to, its timeline and its checks', async () => {
    expect(await handler(input())).toEqual({
      document: 's3://documents/changes/r1.md',
      page: 's3://documents/changes/r1.html',
    });
    const record = written.get('changes/r1.md') ?? '';
    for (const line of [
      /^# Change record: version 2\.0\.0$/m,
      /^Sprint \\\[18\\\]$/m,
      /^- Known good: version 1\.0\.0, verified by r0$/m,
      /^\| web \| arn:td:2 \|$/m,
      /^- Nov 24, 2026, 1:00:10.PM UTC: Take the lock$/m,
      /^- Nov 24, 2026, 1:10:00.PM UTC: Switch a service$/m,
      /^- Nov 24, 2026, 1:12:00.PM UTC: Watch$/m,
      /^- home$/m,
    ])
      expect(record).toMatch(line);
    expect(record.match(/Switch a service/g)).toHaveLength(1);
  });

  it('names who asked, and the branch and commit it came from', async () => {
    const asked = request({
      requestedBy: 'Ana',
      branch: 'main',
      commit: 'abc123',
      kind: 'infrastructure',
      plan: 'at night',
    });
    await ledger.put('release#r1', release({ request: asked, knownGood: null, restorePoint: null }));
    await handler(input());
    const record = written.get('changes/r1.md') ?? '';
    expect(record).toMatch(/^- Requested by: Ana\n- Git branch: main\n- Git commit: abc123$/m);
    expect(record).toMatch(/^- Impact: not said\n- Plan: at night$/m);
  });

  it('writes in the language of the environment', async () => {
    await handler(input({ language: 'pt-BR' }));
    expect(written.get('changes/r1.md')).toMatch(/^# Registro da mudança: versão 2/);
  });

  it('tells that the ledger has no such release', async () => {
    await expect(handler(input({ release: 'r9' }))).rejects.toMatchObject(told('Error', /has no release r9/));
    expect(written.size).toBe(0);
  });

  everyCall({
    prepare,
    run: () => handler(input()),
    calls: ['dynamodb:GetItem', 'states:GetExecutionHistory', 's3:PutObject'],
    left: () => written,
  });
});
