import { beforeAll, describe, expect, it } from 'vitest';
import { HELD, HELD_OF_SWITCHING } from '../../bench/goals.ts';
import { type Measured, measureStories } from '../../bench/stories.ts';
import { measureSwitching, type Switching } from '../../bench/switching.ts';

describe('what the bench counts', () => {
  let stories: readonly Measured[];
  beforeAll(async () => {
    stories = await measureStories();
  }, 60_000);
  const named = (name: string) => stories.find((one) => one.name === name);

  it('is on the way: told before or behind the page, corrected after it, over at last', () => {
    const { told, shielded, corrective, over } = named('rollback with the database') ?? {};
    const order = [shielded, corrective, over].map((way) => way?.seconds ?? Number.NaN);
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(told?.states).toBeGreaterThan(2);
    expect(over?.calls).toBeGreaterThan(100);
  });

  it('is told apart: services alone raise no page and take fewer transitions than a restore', () => {
    expect(named('rollback, services only')?.shielded).toBeNull();
    expect(named('rollback, services only')?.transitions).toBeLessThan(
      named('rollback with the database')?.transitions ?? 0,
    );
  });

  it('has not grown beyond what is held', () => {
    const none = [{ step: 'triage', kilobytes: 0, milliseconds: 0 }];
    const grown = HELD.filter(({ of, most }) => of(stories, none) > most);
    expect(grown.map(({ what }) => what)).toEqual([]);
  });

  it('would be seen if it had: a page that nobody raises is none that is fast', () => {
    const never = stories.map((one) => ({ ...one, shielded: null }));
    expect(HELD.filter(({ of, most }) => of(never, []) > most).map(({ what }) => what)).toContain(
      'states until the page, with the database',
    );
  });
});

describe('services that are switched', () => {
  let switchings: readonly Switching[];
  beforeAll(async () => {
    switchings = [await measureSwitching(2), await measureSwitching(10), await measureSwitching(100)];
  }, 60_000);

  it('take about as long as ECS itself, and no more events than a history has', () => {
    expect(HELD_OF_SWITCHING.filter(({ of, most }) => of(switchings) > most).map(({ what }) => what)).toEqual([]);
  });

  it('take many times as long one after the other', () => {
    expect(switchings.map(({ gain }) => gain > 1.5)).toEqual([true, true, true]);
    expect(switchings.at(-1)?.gain).toBeGreaterThan(5);
  });
});
