export type AlarmValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface Thresholds {
  readonly threshold: number;
  readonly comparison: string;
  readonly datapointsToAlarm: number;
  readonly treatMissingData: string;
}

/** State of an alarm over its evaluation range (oldest first), as CloudWatch decides it. */
export function evaluate(points: readonly (number | undefined)[], current: AlarmValue, t: Thresholds): AlarmValue {
  if (points.every((point) => point === undefined)) {
    switch (t.treatMissingData) {
      case 'notBreaching':
        return 'OK';
      case 'breaching':
        return 'ALARM';
      case 'ignore':
        return current;
      default:
        return 'INSUFFICIENT_DATA';
    }
  }
  const breaching = points.filter((point) =>
    point === undefined ? t.treatMissingData === 'breaching' : breaches(point, t),
  ).length;
  return breaching >= t.datapointsToAlarm ? 'ALARM' : 'OK';
}

function breaches(value: number, { comparison, threshold }: Thresholds): boolean {
  switch (comparison) {
    case 'GreaterThanThreshold':
      return value > threshold;
    case 'GreaterThanOrEqualToThreshold':
      return value >= threshold;
    case 'LessThanThreshold':
      return value < threshold;
    case 'LessThanOrEqualToThreshold':
      return value <= threshold;
    default:
      throw new Error(`The sandbox does not know the comparison "${comparison}".`);
  }
}
