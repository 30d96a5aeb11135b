import '../stub/before-handlers.ts';
import type { GetScheduleOutput } from '@aws-sdk/client-scheduler';
import * as scheduler from '@aws-sdk/client-scheduler';
import { NormalizedSchema } from '@smithy/core/schema';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler as pause } from '../../../lambdas/services/pause-schedules/handler.ts';
import { handler as resume } from '../../../lambdas/services/resume-schedules/handler.ts';
import { switched } from '../../../lambdas/services/scheduler-schedule.ts';
import { NOTHING } from '../nothing.ts';
import { LOCK, NOW, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { DIGEST, playSchedules, RULE, whole } from '../stub/schedules.ts';
import { told } from '../stub/told.ts';

const PAUSED = { 'rule nightly': RULE, 'schedule jobs/digest': DIGEST };
const asked = { lock: LOCK, now: NOW, schedules: [RULE, DIGEST] };
const again = { lock: LOCK, now: NOW };

let rules: Record<string, string>;
let schedules: Record<string, GetScheduleOutput>;
const prepare = async () => {
  rules = { nightly: 'ENABLED' };
  schedules = { 'jobs/digest': whole() };
  playSchedules(rules, schedules);
  await ledger.put('status', status());
};
const paused = async () => {
  rules['nightly'] = 'DISABLED';
  schedules['jobs/digest'] = whole({ State: 'DISABLED' });
  await ledger.put('status', status({ paused: PAUSED }));
};
beforeEach(prepare);

describe('pause-schedules', () => {
  it('switches each off, and leaves everything else of it as it is', async () => {
    expect(await pause(asked)).toEqual({ paused: Object.keys(PAUSED) });
    expect(rules).toEqual({ nightly: 'DISABLED' });
    expect(schedules).toEqual({ 'jobs/digest': whole({ State: 'DISABLED' }) });
    expect(await ledger.read('status')).toMatchObject({ paused: PAUSED });
  });

  it('has written them before it switches the first', async () => {
    const written: unknown[] = [];
    aws.on('events', {
      DisableRule: async () => {
        written.push((await ledger.read('status'))?.['paused']);
        return {};
      },
    });
    await pause(asked);
    expect(written).toEqual([PAUSED]);
  });

  it('leaves to its owner what somebody had switched off', async () => {
    rules['nightly'] = 'DISABLED';
    expect(await pause(asked)).toEqual({ paused: ['schedule jobs/digest'] });
    await resume(again);
    expect(rules).toEqual({ nightly: 'DISABLED' });
  });

  it('pauses again what somebody switched on behind the fence, and keeps what an earlier one paused', async () => {
    await pause(asked);
    rules['nightly'] = 'ENABLED';
    expect(await pause({ ...asked, schedules: [RULE] })).toEqual({ paused: Object.keys(PAUSED) });
    expect(rules).toEqual({ nightly: 'DISABLED' });
    expect(await ledger.read('status')).toMatchObject({ paused: PAUSED });
  });

  it('finds its place in a ledger of an older control plane', async () => {
    const { paused: _none, ...old } = status();
    await ledger.put('status', old);
    await pause(asked);
    expect(await ledger.read('status')).toMatchObject({ paused: PAUSED });
  });

  it('goes on where one is gone: it starts nothing', async () => {
    playSchedules(rules, {});
    expect(await pause(asked)).toEqual({ paused: ['rule nightly'] });
  });

  it('does nothing where none is configured', async () => {
    expect(await pause({ ...asked, schedules: [] })).toEqual({ paused: [] });
    expect(aws.called()).toEqual([]);
  });

  it('of an execution that lost the environment pauses nothing: LockLost', async () => {
    await ledger.put('status', status({ fence: 2 }));
    await expect(pause(asked)).rejects.toMatchObject(told('LockLost'));
    expect(rules).toEqual({ nightly: 'ENABLED' });
    expect(schedules).toEqual({ 'jobs/digest': whole() });
  });

  everyCall({
    prepare,
    run: () => pause(asked),
    calls: [
      'dynamodb:GetItem',
      'events:DescribeRule',
      'scheduler:GetSchedule',
      'dynamodb:TransactWriteItems',
      'events:DisableRule',
      'scheduler:UpdateSchedule',
      'dynamodb:UpdateItem',
    ],
    left: () => ({ rules, schedules }),
  });
});

describe('resume-schedules', () => {
  it('switches on what the ledger says is paused, as it was, and takes it out of the ledger', async () => {
    await paused();
    expect(await resume(again)).toEqual({ paused: [] });
    expect(rules).toEqual({ nightly: 'ENABLED' });
    expect(schedules).toEqual({ 'jobs/digest': whole() });
    expect(await ledger.read('status')).toMatchObject({ paused: NOTHING });
  });

  it('keeps in the ledger what could not be resumed', async () => {
    await paused();
    aws.fails(
      'scheduler:UpdateSchedule',
      () => new scheduler.ConflictException({ message: 'busy', Message: 'busy', $metadata: {} }),
    );
    await expect(resume(again)).rejects.toThrow('busy');
    expect(await ledger.read('status')).toMatchObject({ paused: PAUSED });
  });

  it('goes on where one is gone', async () => {
    await paused();
    playSchedules({}, schedules);
    await resume(again);
    expect(schedules).toEqual({ 'jobs/digest': whole() });
    expect(await ledger.read('status')).toMatchObject({ paused: NOTHING });
  });

  it('leaves out a start that has passed, which AWS refuses, and nothing else', async () => {
    const began = whole({ StartDate: new Date('2026-01-01T00:00:00.000Z') });
    schedules['jobs/digest'] = { ...began, State: 'DISABLED' };
    await ledger.put('status', status({ paused: { 'schedule jobs/digest': DIGEST } }));
    await resume(again);
    const { StartDate: _passed, ...rest } = began;
    expect(schedules).toEqual({ 'jobs/digest': rest });
  });

  everyCall({
    prepare: async () => {
      await prepare();
      await paused();
    },
    run: () => resume(again),
    calls: [
      'dynamodb:GetItem',
      'dynamodb:TransactWriteItems',
      'events:EnableRule',
      'scheduler:GetSchedule',
      'scheduler:UpdateSchedule',
      'dynamodb:UpdateItem',
    ],
    left: () => ({ rules, schedules }),
  });
});

describe('an update of a schedule', () => {
  const members = (shape: unknown) =>
    [...NormalizedSchema.of((Array.isArray(shape) ? shape : []) as never).structIterator()].map(([name]) => name);

  it("takes every field of the SDK's model: a new one that reading knows fails here", () => {
    const read = members(scheduler.GetScheduleOutput$);
    const given = Object.fromEntries(read.map((name) => [name, name]));
    const put = Object.keys(switched({ ...given, $metadata: {} } as never, 'on'));
    expect([...put, 'ClientToken'].sort()).toEqual(members(scheduler.UpdateScheduleInput$).sort());
    // What AWS alone writes, and nothing else, stays behind.
    expect(read.filter((name) => !put.includes(name)).sort()).toEqual(['Arn', 'CreationDate', 'LastModificationDate']);
  });
});
