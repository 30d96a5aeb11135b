import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../../sandbox/services/cloudwatch/evaluate.ts';
import { evaluateExpression } from '../../../../sandbox/services/cloudwatch/expression.ts';
import { MetricStore } from '../../../../sandbox/services/cloudwatch/store.ts';

const thresholds = {
  threshold: 5,
  comparison: 'GreaterThanThreshold',
  datapointsToAlarm: 2,
  treatMissingData: 'missing',
};

describe('an alarm', () => {
  it.each([
    ['enough points breach', [6, 7, 1], 'missing', 'ALARM'],
    ['one point too few breaches', [6, 1, 1], 'missing', 'OK'],
    ['the threshold itself does not breach', [5, 5, 5], 'missing', 'OK'],
    ['no data', [undefined, undefined, undefined], 'missing', 'INSUFFICIENT_DATA'],
    ['no data, not breaching', [undefined, undefined, undefined], 'notBreaching', 'OK'],
    ['no data, breaching', [undefined, undefined, undefined], 'breaching', 'ALARM'],
    ['no data, ignored, keeps its state', [undefined, undefined, undefined], 'ignore', 'OK'],
    ['some data missing, breaching', [6, undefined, 1], 'breaching', 'ALARM'],
  ] as const)('%s', (_what, points, treatMissingData, expected) => {
    expect(evaluate(points, 'OK', { ...thresholds, treatMissingData })).toBe(expected);
  });
  it('with an unknown comparison is refused by name', () => {
    expect(() => evaluate([1], 'OK', { ...thresholds, comparison: 'LessThanLowerThreshold' })).toThrow(
      'LessThanLowerThreshold',
    );
  });
});

describe('metric math', () => {
  const metric = (id: string) => ({ requests: 200, errors: 30, none: undefined })[id];
  it.each([
    ['100 * errors / requests', 15],
    ['IF(requests > 20, 100 * FILL(errors, 0) / requests, 0)', 15],
    ['IF(requests > 500, 1, 0)', 0],
    ['FILL(none, 7) + 1', 8],
    ['none + 1', undefined],
    ['errors / (requests - 200)', undefined],
    ['errors >= 30', 1],
    ['2 + 3 * 4 - 1', 13],
  ])('%s', (expression, expected) => {
    expect(evaluateExpression(expression, metric)).toBe(expected);
  });
  it('that it does not know is refused by name', () => {
    expect(() => evaluateExpression('ANOMALY_DETECTION_BAND(errors, 2)', metric)).toThrow('ANOMALY_DETECTION_BAND');
  });
});

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
describe('a percentile', () => {
  const measured = Array.from({ length: 200 }, (_, n) => n + 1);
  it.each([
    ['p50', measured, 100],
    ['p99', measured, 198],
    ['p99.9', measured, 200],
    ['p99', [7], 7],
    ['p0', [3, 2, 9], 2],
    ['p99', [], undefined],
  ])('%s of the values of a period', (statistic, values, expected) => {
    const store = new MetricStore();
    for (const value of values) store.add({ namespace: 'X', metric: 'time', dimensions: {}, value }, 1);
    const metric = { id: 'm', namespace: 'X', name: 'time', dimensions: {}, statistic, returns: true };
    expect(store.statistic(metric as never, 0, 60_000)).toBe(expected);
  });
});
