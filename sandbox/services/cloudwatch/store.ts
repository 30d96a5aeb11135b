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
        throw new Error(`The sandbox does not know the statistic "${statistic}".`);
    }
  }
}

/** One key for the same dimensions in any order; no name or value of CloudWatch's holds a line break. */
const keyOf = (namespace: string, metric: string, dimensions: Readonly<Record<string, string>>): string =>
  Object.keys(dimensions)
    .sort()
    .reduce((key, name) => `${key}\n${name}=${dimensions[name]}`, `${namespace}\n${metric}`);
