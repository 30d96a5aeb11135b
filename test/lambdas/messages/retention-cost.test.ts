import { describe, expect, it } from 'vitest';
import { deletionAnnounced, deletionDone } from '../../../lambdas/messages/retention.ts';
import { costOf } from '../../../lambdas/messages/retention-cost.ts';
import type { Expiring, Prices } from '../../../lambdas/model/retention.ts';

const PRICES: Prices = {
  ...{ currency: 'USD', snapshotGibMonth: 0.1, storageGibMonth: 0.2, instanceHour: { 'db.t4g.medium': 0.1 } },
  source: 'price list, sa-east-1, 2026-11-28',
};
const snapshot = (gib: number | null): Expiring => ({
  ...{ kind: 'snapshot', id: 'survey-kg-safety-b1', purpose: 'safety', work: 'b1', after: '2026-12-31' },
  ...{ gib, instanceClass: null, held: null },
});
const instance = (gib: number | null, instanceClass = 'db.t4g.medium'): Expiring => ({
  ...{ kind: 'instance', id: 'survey', purpose: 'quarantined', work: 'b1', after: '2026-12-31' },
  ...{ gib, instanceClass, held: null },
});

describe('what is paid for what retention keeps', () => {
  it.each<[string, Expiring[], ReturnType<typeof costOf>]>([
    ['snapshots by their size', [snapshot(100), snapshot(50)], { snapshots: 15, instances: 0, withoutPrice: [] }],
    ['databases by storage and 730 hours', [instance(100)], { snapshots: 0, instances: 93, withoutPrice: [] }],
    [
      'a size that RDS does not say',
      [snapshot(null)],
      { snapshots: 0, instances: 0, withoutPrice: ['survey-kg-safety-b1'] },
    ],
    [
      'a class without a price, once',
      [instance(1, 'db.r6g.large'), instance(1, 'db.r6g.large')],
      { snapshots: 0, instances: 0, withoutPrice: ['db.r6g.large'] },
    ],
  ])('%s', (_what, items, cost) => {
    expect(costOf(items, PRICES)).toEqual(cost);
  });

  const linesOf = (prices: Prices | null, ...items: Expiring[]) =>
    deletionAnnounced('pt-BR', { kind: 'deletion-announced', items, prices }).lines.join('\n');

  it('is told with where the prices are from, and that they are of one Region', () => {
    const told = linesOf(PRICES, snapshot(100), instance(100));
    expect(told).toContain('no máximo 103,00 USD por mês (snapshots: no máximo 10,00 USD; bancos de dados: 93,00 USD)');
    expect(told).toContain('(price list, sa-east-1, 2026-11-28). Os preços são de uma Região');
  });

  it('is unknown where a part is, which is named; what is known besides is told as the rest', () => {
    const told = linesOf(PRICES, snapshot(100), instance(1, 'db.r6g.large'));
    expect(told).toMatch(
      /Não se sabe quanto custam.*: falta o preço ou o tamanho de db\.r6g\.large\. Os demais .* 10,00 USD/,
    );
    const nothing = linesOf(PRICES, instance(1, 'db.r6g.large'));
    expect(nothing).toContain('falta o preço ou o tamanho de db.r6g.large.');
    expect(nothing).not.toContain('USD');
  });

  it('is unknown where no prices are configured', () => {
    const told = linesOf(null, snapshot(100));
    expect(told).toContain('Não se sabe quanto custam');
    expect(told).not.toContain('USD');
  });
});

describe('what deleting it frees', () => {
  const announced = (...items: Expiring[]) =>
    deletionAnnounced('en', { kind: 'deletion-announced', items, prices: null }).lines.join('\n');

  it('is what no person has to look at first: snapshots by size, instances by number', () => {
    const held: Expiring = { ...instance(10), held: 'deletion-protection' };
    const told = announced(snapshot(100), snapshot(50), instance(20), held);
    expect(told).toContain('Deleting them frees at most 150 GiB of snapshots and 1 running instance.');
    expect(told).toContain('- 2026-12-31: snapshot survey-kg-safety-b1, ');
    expect(told).toContain('; its deletion protection is on: it stays');
    expect(announced(instance(20), instance(30))).toContain('frees 0 GiB of snapshots and 2 running instances.');
  });

  it('is unknown where a size is, and not what is known of it', () => {
    expect(announced(snapshot(100), snapshot(null))).toContain('frees size unknown of snapshots and 0 running');
    // A database's size frees nothing of snapshots.
    expect(announced(snapshot(100), instance(null))).toContain('frees at most 100 GiB of snapshots');
  });

  it('costs what is known, and the rest is named', () => {
    const items = [snapshot(100), instance(1, 'db.r6g.large')];
    const told = deletionAnnounced('en', { kind: 'deletion-announced', items, prices: PRICES }).lines.join('\n');
    expect(told).toContain('no size of db.r6g.large is known. The others cost at most 10.00 USD a month');
    const nothing = deletionAnnounced('en', {
      kind: 'deletion-announced',
      items: items.slice(1),
      prices: PRICES,
    }).lines;
    expect(nothing.join('\n')).not.toContain('The others');
  });

  it('was done, or was not', () => {
    const done = (refused: Expiring[]) =>
      deletionDone('en', {
        ...{ kind: 'deletion-done', deleted: [snapshot(100), instance(20)] },
        refused: refused.map((item) => ({ ...item, cause: 'AccessDenied' })),
      }).subject;
    expect(done([])).toBe('Retention has deleted 2');
    expect(done([instance(1)])).toBe('Retention has deleted 2; 1 could not be done');
  });
});
