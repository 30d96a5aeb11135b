import { describe, expect, it } from 'vitest';
import { STATES } from '../../../lambdas/model/state-names.ts';
import { baseOf } from '../../../simulation/faults/baselines.ts';
import { cell } from '../../../simulation/faults/cell.ts';
import { OtherMigrations } from '../../../simulation/faults/other-migrations.ts';
import type { Place } from '../../../simulation/faults/places.ts';

const place: Place = {
  machine: 'rollback',
  state: STATES.triage,
  step: 'triage',
  operations: ['ecs:DescribeServices', 'dynamodb:GetItem'],
  news: [],
};
const breaking = baseOf('breaking', 'restore', 'in-watch');
const none = baseOf('none', 'restore', 'in-watch');
/** A hundred cells that are told apart by their operation. */
const cells = Array.from({ length: 100 }, (_, n) => cell('rollback', STATES.triage, 'cut-off', `ecs:Operation${n}`));
const covered = (others: OtherMigrations, at: Place, end: string): number =>
  cells.filter((one) => others.covers(one, at, { scenario: none, end })).length;

describe('cells of another kind of migration', () => {
  const afterBreaking = (): OtherMigrations => {
    const others = new OtherMigrations();
    for (const one of cells) expect(others.covers(one, place, { scenario: breaking, end: 'restored' })).toBe(false);
    return others;
  };

  it('are stood for where calls and end are the same, but for a sample', () => {
    const stoodFor = covered(afterBreaking(), place, 'restored');
    expect(stoodFor).toBeGreaterThan(75);
    expect(stoodFor).toBeLessThan(99);
  });

  it.each<[string, Place, string]>([
    ['the story ends in another way', place, 'services only'],
    [
      'the state makes another call',
      { ...place, operations: [...place.operations, 'rds:DescribeDBSnapshots'] },
      'restored',
    ],
    ['another of its reads has news', { ...place, news: ['dynamodb:GetItem'] }, 'restored'],
  ])('all run where %s', (_name, at, end) => {
    expect(covered(afterBreaking(), at, end)).toBe(0);
  });
});
