import { describe, expect, it } from 'vitest';
import { costOfStandby } from '../../../lambdas/messages/standby.ts';
import type { Prices } from '../../../lambdas/model/retention.ts';

const prices: Prices = {
  ...{ currency: 'USD', snapshotGibMonth: 0.1, storageGibMonth: 0.2, instanceHour: { 'db.t4g.medium': 0.1 } },
  source: 'price list',
};
const of = { instanceClass: 'db.t4g.medium', multiAz: false, prices };
const UNKNOWN = [expect.stringMatching(/^What it costs is unknown: .* names no price of db\.t4g\.medium\.$/)];

describe('what a standby costs', () => {
  it('is its price, with two digits at least', () => {
    expect(costOfStandby('en', of)).toEqual([
      expect.stringMatching(/^An hour of it \(db\.t4g\.medium\) costs 0\.10 USD, .*\(price list\)/),
    ]);
    expect(costOfStandby('pt-BR', { ...of, prices: { ...prices, instanceHour: { 'db.t4g.medium': 0.1234 } } })).toEqual(
      [expect.stringContaining('0,1234 USD')],
    );
  });

  it('may be another of two zones', () => {
    expect(costOfStandby('en', { ...of, multiAz: true })).toEqual([
      expect.stringContaining('0.10 USD'),
      'It is Multi-AZ, as the live database: check whether that price is.',
    ]);
  });

  it('is unknown, never zero, where no price is configured', () => {
    expect(costOfStandby('en', { ...of, prices: null })).toEqual(UNKNOWN);
    expect(costOfStandby('en', { ...of, multiAz: true, prices: { ...prices, instanceHour: {} } })).toEqual(UNKNOWN);
  });
});
