import type { Measurement } from '../../kernel/kernel.ts';
import type { Metric } from './metrics.ts';

interface Point {
  readonly at: number;
  readonly value: number;
}

/** Measurements by metric and dimensions, aggregated on demand by period. */
export class MetricStore {
  private readonly points = new Map<string, Point[]>();

  add({ namespace, metric, dimensions, value }: Measurement, at: number): void {
    const key = keyOf(namespace, metric, dimensions);
    const points = this.points.get(key);
    if (points === undefined) this.points.set(key, [{ at, value }]);
    else points.push({ at, value });
  }

  /** Every metric of a namespace that was ever measured. */
  known(namespace: string): { readonly name: string; readonly dimensions: Readonly<Record<string, string>> }[] {
    return [...this.points.keys()].flatMap((key) => {
      const [of, name = '', ...pairs] = key.split('\n');
      if (of !== namespace) return [];
      const named = pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
      return [{ name, dimensions: Object.fromEntries(named) as Record<string, string> }];
    });
  }

  /** The metric's statistic over `[from, to)`; `undefined` without data. */
  statistic({ namespace, name, dimensions, statistic }: Metric, from: number, to: number): number | undefined {
    const points = this.points.get(keyOf(namespace, name, dimensions)) ?? [];
    // Points stand in the order of their times, and callers ask for the last ones.
    const first = points.findLastIndex((p) => p.at < from) + 1;
    const values: number[] = [];
    for (let index = first; index < points.length; index++) {
      const point = points[index];
      if (point === undefined || point.at >= to) break;
      values.push(point.value);
    }
    if (values.length === 0) return undefined;
    const sum = values.reduce((a, b) => a + b, 0);
    switch (statistic) {
      case 'Sum':
        return sum;
      case 'Average':
        return sum / values.length;
      case 'Minimum':
        return Math.min(...values);
      case 'Maximum':
        return Math.max(...values);
      case 'SampleCount':
        return values.length;
      default:
        if (/^p\d{1,2}(\.\d+)?$/.test(statistic)) return percentile(values, Number(statistic.slice(1)));
        throw new Error(`The sandbox does not know the statistic "${statistic}".`);
    }
  }
}

/** The smallest value that so many percent do not exceed. CloudWatch tells a share of the values between two of them; this takes the upper. */
const percentile = (values: readonly number[], percent: number): number | undefined =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil((percent / 100) * values.length) - 1)];

/** One key for the same dimensions in any order; no name or value of CloudWatch's holds a line break. */
function keyOf(namespace: string, metric: string, dimensions: Readonly<Record<string, string>>): string {
  const names = Object.keys(dimensions);
  if (names.length > 1) names.sort();
  let key = `${namespace}\n${metric}`;
  for (const name of names) key += `\n${name}=${dimensions[name]}`;
  return key;
}
