import type { Measurement } from '../kernel/service.ts';

interface Point {
  readonly at: number;
  readonly value: number;
}

/** Measurements by metric and dimensions, aggregated on demand by period. */
export class MetricStore {
  private readonly points = new Map<string, Point[]>();

  add({ namespace, metric, dimensions, value }: Measurement, at: number): void {
    const key = keyOf(namespace, metric, dimensions);
    const points = this.points.get(key) ?? [];
    points.push({ at, value });
    this.points.set(key, points);
  }

  /** The statistic over `[from, to)`; `undefined` without data. */
  statistic(
    namespace: string,
    metric: string,
    dimensions: Readonly<Record<string, string>>,
    statistic: string,
    from: number,
    to: number,
  ): number | undefined {
    const values = (this.points.get(keyOf(namespace, metric, dimensions)) ?? [])
      .filter((p) => p.at >= from && p.at < to)
      .map((p) => p.value);
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

const keyOf = (namespace: string, metric: string, dimensions: Readonly<Record<string, string>>): string =>
  JSON.stringify([namespace, metric, Object.entries(dimensions).sort(([a], [b]) => a.localeCompare(b))]);
