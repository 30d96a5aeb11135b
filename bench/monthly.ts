import { METRICS } from '../lambdas/model/backup-drill.ts';
import { INVOCATION_SECONDS, MEMORY_GIGABYTES, PRICES } from './costs.ts';

interface Properties {
  readonly ScheduleExpression?: unknown;
  readonly Targets?: readonly unknown[];
  readonly FunctionName?: unknown;
}

/** A template, as far as a month's bill reads it. */
export interface Template {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Properties }>>;
}

/** What costs money while nothing happens: dollars a month. */
export interface Line {
  readonly what: string;
  readonly count: number;
  readonly each: number;
  readonly source: string;
}

/** Dollars a month in us-east-1, without free tiers. */
const KEPT: readonly (Pick<Line, 'what' | 'each' | 'source'> & { readonly type: string })[] = [
  { type: 'AWS::KMS::Key', what: 'customer keys', each: 1, source: 'https://aws.amazon.com/kms/pricing/' },
  {
    ...{ type: 'AWS::SecretsManager::Secret', what: 'secrets', each: 0.4 },
    source: 'https://aws.amazon.com/secrets-manager/pricing/',
  },
  {
    ...{ type: 'AWS::CloudWatch::Alarm', what: 'alarms', each: 0.1 },
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
  {
    ...{ type: 'AWS::CloudWatch::Dashboard', what: 'dashboards', each: 3 },
    source: 'https://aws.amazon.com/cloudwatch/pricing/',
  },
];

const MINUTES_A_MONTH = 30 * 24 * 60;
const MINUTES: Readonly<Record<string, number>> = { minute: 1, hour: 60, day: 24 * 60 };

/** @throws Error for a schedule that is no rate: it would be counted as nothing */
function invocationsOf(schedule: string): number {
  const [, every = '', unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(schedule) ?? [];
  const minutes = Number(every) * (MINUTES[unit] ?? 0);
  if (minutes === 0) throw new Error(`${schedule}: is no rate in minutes, hours or days`);
  return MINUTES_A_MONTH / minutes;
}

/** Published every hour where there are backup drills; CloudWatch bills each by the hours in which it has data. */
const metricsOf = (all: readonly { readonly Properties?: Properties }[]): Line[] =>
  all.some(({ Properties }) => String(Properties?.FunctionName).endsWith('-publish-backup-drill'))
    ? [
        {
          ...{ what: 'metrics of backup drills', count: Object.keys(METRICS).length, each: 0.3 },
          source: 'https://aws.amazon.com/cloudwatch/pricing/',
        },
      ]
    : [];

/** What an environment's stack costs a month while nothing happens. Storage of a quiet ledger and log is cents, and left out. */
export function monthlyOf({ Resources }: Template): Line[] {
  const all = Object.values(Resources);
  const kept = KEPT.map(({ type, ...line }) => ({ ...line, count: all.filter(({ Type }) => Type === type).length }));
  const looks = all
    .flatMap(({ Properties }) => {
      const schedule = Properties?.ScheduleExpression;
      return typeof schedule === 'string' ? [invocationsOf(schedule) * (Properties?.Targets?.length ?? 1)] : [];
    })
    .reduce((sum, count) => sum + count, 0);
  const price = PRICES['us-east-1'];
  const aLook = price.millionRequests / 1_000_000 + INVOCATION_SECONDS * MEMORY_GIGABYTES * price.gigabyteSecond;
  return [
    ...kept.filter(({ count }) => count > 0),
    ...metricsOf(all),
    {
      what: 'invocations by schedules: watchdog, what runs, retention, measures, backup drills',
      ...{ count: looks, each: aLook, source: 'https://aws.amazon.com/lambda/pricing/' },
    },
  ];
}
