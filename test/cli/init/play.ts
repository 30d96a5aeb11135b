import type { Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { aws } from '../../lambdas/stub/aws.ts';
import { type Architecture, arn, balancerArn, type DescribedService, groupArn, REGION, ruleOf } from './account.ts';

/** Answers what AWS would of the architecture. */
export function play(account: Architecture): void {
  playEcs(account);
  playLoadBalancers(account);
  playRest(account);
}

function playEcs({ cluster, services }: Architecture): void {
  const clusterArn = arn('ecs', `cluster/${cluster}`);
  aws.on('ecs', {
    ListClusters: () => ({ clusterArns: [clusterArn] }),
    ListServices: () => ({ serviceArns: services.map(({ name }) => arn('ecs', `service/${cluster}/${name}`)) }),
    DescribeServices: ({ services: names = [] }) => ({
      services: services.filter(({ name }) => names.includes(name)).map((one) => described(one)),
    }),
    DescribeTaskDefinition: ({ taskDefinition = '' }) => {
      const found = services.find(({ name }) => taskDefinition.includes(`/${name}:`));
      const taskRole = found?.taskRole === undefined ? 'task' : found.taskRole;
      return {
        taskDefinition: {
          containerDefinitions: [...(found?.containers ?? [])],
          executionRoleArn: 'arn:aws:iam::444455556666:role/service-role/execution',
          ...(taskRole === null ? {} : { taskRoleArn: `arn:aws:iam::444455556666:role/${taskRole}` }),
        },
      };
    },
  });
  aws.on('application-autoscaling', {
    DescribeScalableTargets: ({ ResourceIds = [] }) => ({
      ScalableTargets: services.flatMap(({ name, scaling }) =>
        scaling !== undefined && ResourceIds.includes(`service/${cluster}/${name}`)
          ? [
              {
                ...{ ServiceNamespace: 'ecs' as const, ResourceId: `service/${cluster}/${name}` },
                ...{
                  ScalableDimension: 'ecs:service:DesiredCount' as const,
                  RoleARN: 'role',
                  CreationTime: new Date(0),
                },
                ...{ MinCapacity: scaling[0], MaxCapacity: scaling[1] },
              },
            ]
          : [],
      ),
    }),
  });
}

const described = ({ name, reached = [], service = {} }: DescribedService) => ({
  ...{ serviceName: name, status: 'ACTIVE', launchType: 'FARGATE' as const, desiredCount: 2, runningCount: 2 },
  taskDefinition: arn('ecs', `task-definition/${name}:7`),
  loadBalancers: reached.map(([containerName, group]) => ({ containerName, targetGroupArn: groupArn(group) })),
  networkConfiguration: {
    awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d', 'subnet-1a1b2c3d'], securityGroups: ['sg-0a1b2c3d'] },
  },
  ...service,
});

function playLoadBalancers({ balancers = {}, groups = {} }: Architecture): void {
  const listeners = Object.entries(balancers).flatMap(([name, balancer]) =>
    balancer.listeners.map(({ protocol, port, rules }) => {
      const of = balancer.Type === 'network' ? 'net' : 'app';
      const ListenerArn = arn('elasticloadbalancing', `listener/${of}/${name}/0123456789abcdef/${port}`);
      const made: Rule[] = rules.map((rule) => ruleOf(rule, ListenerArn));
      return {
        name,
        listener: { ListenerArn, LoadBalancerArn: balancerArn(name, of), Protocol: protocol as 'HTTP', Port: port },
        rules: made,
      };
    }),
  );
  const above = (group: string): string[] => [
    ...new Set(
      listeners
        .filter(({ rules }) => rules.some(({ Actions }) => Actions?.[0]?.TargetGroupArn === groupArn(group)))
        .map(({ listener }) => listener.LoadBalancerArn),
    ),
  ];
  aws.on('elasticloadbalancing', {
    DescribeTargetGroups: ({ TargetGroupArns = [] }) => ({
      TargetGroups: Object.entries(groups)
        .filter(([name]) => TargetGroupArns.includes(groupArn(name)))
        .map(([name, group]) => ({ TargetGroupArn: groupArn(name), LoadBalancerArns: above(name), ...group })),
    }),
    DescribeLoadBalancers: ({ LoadBalancerArns = [] }) => ({
      LoadBalancers: Object.entries(balancers)
        .map(([name, { Scheme = 'internet-facing', Type = 'application' }]) => ({
          ...{
            LoadBalancerArn: balancerArn(name, Type === 'network' ? 'net' : 'app'),
            LoadBalancerName: name,
            Scheme,
            Type,
          },
          DNSName: `${name}-1234567890.${REGION}.elb.amazonaws.com`,
        }))
        .filter(({ LoadBalancerArn }) => LoadBalancerArns.includes(LoadBalancerArn)),
    }),
    DescribeListeners: ({ LoadBalancerArn }) => ({
      Listeners: listeners.flatMap(({ listener }) => (listener.LoadBalancerArn === LoadBalancerArn ? [listener] : [])),
    }),
    DescribeRules: ({ ListenerArn }) => ({
      Rules: listeners.find(({ listener }) => listener.ListenerArn === ListenerArn)?.rules ?? [],
    }),
  });
}

function playRest({ instances = [], proxies = {}, parameters = {}, alarms = [], composites = {} }: Architecture): void {
  aws.on('rds', {
    DescribeDBInstances: () => ({ DBInstances: [...instances] }),
    DescribeDBProxies: () => ({
      DBProxies: Object.entries(proxies).map(([DBProxyName, Endpoint]) => ({ DBProxyName, Endpoint })),
    }),
  });
  aws.on('ssm', {
    GetParameters: ({ Names = [] }) => ({
      Parameters: Names.flatMap((name) => {
        const found = parameters[name];
        return found === undefined ? [] : [{ Name: name, Type: found[0], Value: found[1] }];
      }),
    }),
  });
  aws.on('monitoring', {
    DescribeAlarms: () => ({
      MetricAlarms: [...alarms],
      CompositeAlarms: Object.entries(composites).map(([AlarmName, AlarmRule]) => ({ AlarmName, AlarmRule })),
    }),
  });
}
