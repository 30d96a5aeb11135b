import type { Line } from './monthly.ts';

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** The example application's template, as far as a day's bill reads it. */
export interface Example {
  readonly Resources: Readonly<Record<string, Resource>>;
}

const HOURS = 24;
const DAYS_A_MONTH = 30;

/**
 * Dollars an hour, or a month where it says so, in us-east-1, on demand: published prices, to be compared with the pages. Load
 * balancer: without its capacity units, which are cents where few people ask.
 */
const EACH = {
  vcpuHour: 0.04048,
  gigabyteHour: 0.004445,
  natHour: 0.045,
  balancerHour: 0.0225,
  addressHour: 0.005,
  instanceHour: { 'db.t4g.medium': 0.065 } as Readonly<Record<string, number>>,
  storageMonth: 0.115,
  keyMonth: 1,
  secretMonth: 0.4,
  alarmMonth: 0.1,
};

const page = (name: string): string => `https://aws.amazon.com/${name}/pricing/`;

/**
 * What the example application costs a day while it is there.
 * @throws Error for an instance class without a price: it would cost nothing
 */
export function dayOf({ Resources }: Example): Line[] {
  const of = (type: string): Resource[] => Object.values(Resources).filter(({ Type }) => Type === type);
  const tasks = of('AWS::ECS::Service').map(({ Properties = {} }) => {
    const { Ref = '' } = Properties['TaskDefinition'] as { Ref?: string };
    const { Cpu, Memory } = (Resources[Ref]?.Properties ?? {}) as { Cpu?: string; Memory?: string };
    const count = Number(Properties['DesiredCount']);
    return { vcpus: (count * Number(Cpu)) / 1_024, gigabytes: (count * Number(Memory)) / 1_024 };
  });
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const database = of('AWS::RDS::DBInstance')[0]?.Properties ?? {};
  const perHour = EACH.instanceHour[String(database['DBInstanceClass'])];
  if (perHour === undefined) throw new Error(`${database['DBInstanceClass']}: nobody has written its price here`);
  const zones = of('AWS::ElasticLoadBalancingV2::LoadBalancer').flatMap(
    ({ Properties }) => Properties?.['Subnets'] as unknown[],
  );
  const hourly = (what: string, count: number, price: number, at: string): Line => ({
    ...{ what, count, each: price * HOURS },
    source: page(at),
  });
  const monthly = (what: string, count: number, price: number, at: string): Line => ({
    ...{ what, count, each: price / DAYS_A_MONTH },
    source: page(at),
  });
  return [
    hourly('vCPUs of tasks (Fargate)', sum(tasks.map(({ vcpus }) => vcpus)), EACH.vcpuHour, 'fargate'),
    hourly('GB of memory of tasks', sum(tasks.map(({ gigabytes }) => gigabytes)), EACH.gigabyteHour, 'fargate'),
    hourly(`${database['DBInstanceClass']}, one zone`, of('AWS::RDS::DBInstance').length, perHour, 'rds/postgresql'),
    monthly('GB of its storage', Number(database['AllocatedStorage']), EACH.storageMonth, 'rds/postgresql'),
    hourly('NAT gateways, without traffic', of('AWS::EC2::NatGateway').length, EACH.natHour, 'vpc'),
    hourly('load balancers', zones.length > 0 ? 1 : 0, EACH.balancerHour, 'elasticloadbalancing'),
    hourly('public IPv4 addresses', of('AWS::EC2::EIP').length + zones.length, EACH.addressHour, 'vpc'),
    monthly('customer keys', of('AWS::KMS::Key').length, EACH.keyMonth, 'kms'),
    monthly('secrets', of('AWS::SecretsManager::Secret').length, EACH.secretMonth, 'secrets-manager'),
    monthly('alarms', of('AWS::CloudWatch::Alarm').length, EACH.alarmMonth, 'cloudwatch'),
  ];
}
