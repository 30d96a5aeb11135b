import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import type { ContainerDefinition, Service } from '@aws-sdk/client-ecs';
import type { LoadBalancer, Rule, RuleCondition, TargetGroup } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { DBInstance } from '@aws-sdk/client-rds';

/** An architecture as its public template describes it, from which {@link play} makes what AWS would answer. */
export interface Architecture {
  /** Where it is from. */
  readonly origin: string;
  readonly cluster: string;
  readonly services: readonly DescribedService[];
  readonly groups?: Readonly<Record<string, Pick<TargetGroup, 'HealthCheckPath' | 'Matcher'>>>;
  readonly balancers?: Readonly<Record<string, DescribedBalancer>>;
  readonly instances?: readonly DBInstance[];
  /** Proxy -> its endpoint. */
  readonly proxies?: Readonly<Record<string, string>>;
  /** Name -> type and value. */
  readonly parameters?: Readonly<Record<string, readonly ['String' | 'SecureString', string]>>;
  readonly alarms?: readonly MetricAlarm[];
  readonly composites?: Readonly<Record<string, string>>;
}

export interface DescribedService {
  readonly name: string;
  readonly containers: readonly ContainerDefinition[];
  /** The container that a load balancer reaches, and the target group. */
  readonly reached?: readonly (readonly [container: string, group: string])[];
  readonly taskRole?: string | null;
  readonly scaling?: readonly [number, number];
  readonly service?: Partial<Service>;
}

export interface DescribedBalancer extends Pick<LoadBalancer, 'Scheme' | 'Type'> {
  readonly listeners: readonly {
    readonly protocol: string;
    readonly port: number;
    /** The last one is the default. `to`: a target group, or "redirect". */
    readonly rules: readonly DescribedRule[];
  }[];
}

interface DescribedRule {
  readonly priority?: number;
  readonly hosts?: readonly string[];
  readonly paths?: readonly string[];
  readonly header?: string;
  readonly to: string;
}

export const ACCOUNT = '444455556666';
export const REGION = 'sa-east-1';
export const arn = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;
export const secret = (name: string): string => arn('secretsmanager', `secret:${name}-AbCdEf`);
export const ecr = (repository: string, tag = '1.0.0'): string =>
  `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/${repository}:${tag}`;
export const groupArn = (name: string): string =>
  name.startsWith('arn:') ? name : arn('elasticloadbalancing', `targetgroup/${name}/0123456789abcdef`);
export const balancerArn = (name: string, type = 'app'): string =>
  arn('elasticloadbalancing', `loadbalancer/${type}/${name}/0123456789abcdef`);

/** A PostgreSQL instance as RDS describes it. */
export const postgres = (name: string, change: Partial<DBInstance> = {}): DBInstance => ({
  ...{ DBInstanceIdentifier: name, Engine: 'postgres', EngineVersion: '16.4', DBInstanceStatus: 'available' },
  Endpoint: { Address: `${name}.c9akciq32.${REGION}.rds.amazonaws.com`, Port: 5432 },
  DBSubnetGroup: { DBSubnetGroupName: `${name}-subnets` },
  DBParameterGroups: [{ DBParameterGroupName: 'default.postgres16' }],
  OptionGroupMemberships: [{ OptionGroupName: 'default:postgres-16' }],
  ...{ MasterUsername: 'postgres', DBName: 'app' },
  ...change,
});

export const ruleOf = (rule: DescribedRule, listener: string): Rule => {
  const Conditions: RuleCondition[] = [
    ...(rule.hosts
      ? [{ Field: 'host-header', Values: [...rule.hosts], HostHeaderConfig: { Values: [...rule.hosts] } }]
      : []),
    ...(rule.paths
      ? [{ Field: 'path-pattern', Values: [...rule.paths], PathPatternConfig: { Values: [...rule.paths] } }]
      : []),
    ...(rule.header
      ? [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: rule.header, Values: ['yes'] } }]
      : []),
  ];
  const priority = rule.priority === undefined ? 'default' : String(rule.priority);
  const action =
    rule.to === 'redirect'
      ? {
          Type: 'redirect' as const,
          RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' as const },
        }
      : rule.to === 'refuse'
        ? { Type: 'fixed-response' as const, FixedResponseConfig: { StatusCode: '404' } }
        : { Type: 'forward' as const, TargetGroupArn: groupArn(rule.to) };
  return {
    ...{ RuleArn: `${listener.replace(':listener/', ':listener-rule/')}/${priority}`, Priority: priority },
    ...{ IsDefault: rule.priority === undefined, Conditions, Actions: [action] },
  };
};
