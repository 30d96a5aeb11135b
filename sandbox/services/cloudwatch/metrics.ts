import type { Properties } from '../../kernel/resource.ts';

/** A metric or an expression that an alarm looks at. */
export interface Metric {
  readonly id: string;
  readonly returns: boolean;
  readonly expression?: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Record<string, string>;
  readonly statistic: string;
}

/** An alarm's metrics, in either of the two forms a template gives them. */
export function metricsOf(properties: Properties): (Metric & { readonly period: number })[] {
  const dimensions = (list: { Name: string; Value: string }[] = []) =>
    Object.fromEntries(list.map((d) => [d.Name, d.Value]));
  if (properties['Metrics'] === undefined) {
    return [
      {
        id: 'm',
        returns: true,
        namespace: properties['Namespace'],
        name: properties['MetricName'],
        dimensions: dimensions(properties['Dimensions']),
        statistic: properties['Statistic'],
        period: Number(properties['Period']),
      },
    ];
  }
  return (properties['Metrics'] as Properties[]).map((m) => ({
    id: m['Id'],
    returns: m['ReturnData'] ?? true,
    ...(m['Expression'] === undefined ? {} : { expression: m['Expression'] as string }),
    namespace: m['MetricStat']?.Metric.Namespace ?? '',
    name: m['MetricStat']?.Metric.MetricName ?? '',
    dimensions: dimensions(m['MetricStat']?.Metric.Dimensions),
    statistic: m['MetricStat']?.Stat ?? 'Sum',
    period: Number(m['MetricStat']?.Period ?? m['Period'] ?? 0),
  }));
}
