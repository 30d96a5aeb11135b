import type { Task } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { type Judged, judged, type Time } from '../../../../lambdas/observation/look-at-check-tasks/judged.ts';
import { later, moment, NOW } from '../../records.ts';
import { checkTask, taskCheck } from '../task-checks.ts';

const started = checkTask('exports', { task: 'arn:task/1', attempt: 2, askedSince: NOW, startedAt: NOW });
const at = (minutes: number, redrivenAfter: number | null = null): Time => ({
  moment: moment({
    now: later(minutes * 60),
    redrivenAt: redrivenAfter === null ? null : later(redrivenAfter * 60),
  }),
  limitMinutes: 15,
});
const ended = (exitCode: number): Task => ({ lastStatus: 'STOPPED', containers: [{ name: 'tests', exitCode }] });
const neverRan = (stoppedReason: string): Task => ({
  ...{ lastStatus: 'STOPPED', stopCode: 'TaskFailedToStart', stoppedReason, containers: [{ name: 'tests' }] },
});
const NO_ROOM = 'Capacity is unavailable at this time';
const NEXT = { task: null, attempt: 3, startedAt: null };

describe('the task of a check', () => {
  it.each<[string, Task | undefined, Time, Partial<Omit<Judged, 'state'>> & { state: Judged['state'] }]>([
    ['exit code 0', ended(0), at(1), { state: 'passed' }],
    ['exit code 0 after its time', ended(0), at(60), { state: 'passed' }],
    ['another exit code', ended(2), at(1), { state: 'failed' }],
    ['the same before a redrive', ended(2), at(60, 59), { state: 'again' }],
    ['runs', { lastStatus: 'RUNNING' }, at(10), { state: 'running' }],
    ['runs too long', { lastStatus: 'RUNNING' }, at(11), { state: 'overdue' }],
    ['runs, and a redrive counts anew', { lastStatus: 'RUNNING' }, at(19, 10), { state: 'running' }],
    ['not visible yet', undefined, at(1), { state: 'running' }],
    ['not visible for too long', undefined, at(11), { state: 'overdue' }],
    ['forgotten by ECS when a person redrives', undefined, at(120, 119), { state: 'again' }],
    ['no capacity', neverRan(NO_ROOM), at(1), { state: 'again' }],
    ['no capacity for too long', neverRan(NO_ROOM), at(16), { state: 'failed' }],
    ['an image that cannot be pulled', neverRan('CannotPullContainerError'), at(1), { state: 'failed' }],
    ['no container of that name', { lastStatus: 'STOPPED', containers: [] }, at(1), { state: 'failed' }],
  ])('%s', (_what, task, time, expected) => {
    expect(judged(started, taskCheck('exports'), task, time)).toMatchObject(expected);
  });

  it('is asked for anew after a redrive, and goes on being asked for where there is no capacity', () => {
    const check = taskCheck('exports');
    expect(judged(started, check, ended(2), at(60, 59))).toMatchObject({ next: { ...NEXT, askedSince: null } });
    expect(judged(started, check, neverRan(NO_ROOM), at(1))).toMatchObject({ next: { ...NEXT, askedSince: NOW } });
  });
});
