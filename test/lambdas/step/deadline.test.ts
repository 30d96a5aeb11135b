import { describe, expect, it } from 'vitest';
import { withinDeadline } from '../../../lambdas/step/deadline.ts';
import { later, moment, NOW } from '../records.ts';
import { told } from '../stub/told.ts';

const looked = (minutes: number, redrivenAt: string | null = null) =>
  withinDeadline(moment({ now: later(minutes * 60), redrivenAt }), NOW, 10, 'the service to be steady');

describe('a look', () => {
  it('goes on until the time is over', () => {
    expect(() => looked(10)).not.toThrow();
    expect(() => looked(10.1)).toThrow(
      expect.objectContaining(told('TookTooLong', /^Waited 10 min for the service to be steady; at most 10 min were/)),
    );
  });

  it('has the whole time again after a redrive', () => {
    expect(() => looked(19, later(600))).not.toThrow();
    expect(() => looked(21, later(600))).toThrow(/Waited 11 min/);
  });

  it('loses no time by a redrive before it began', () => {
    expect(() => looked(10, later(-600))).not.toThrow();
  });
});
