import type { TargetHealthStateEnum } from '@aws-sdk/client-elastic-load-balancing-v2';
import * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Kernel } from '../../kernel/kernel.ts';
import type { ServiceModel } from '../../kernel/service.ts';
import { withTags } from '../../template/properties/tags.ts';
import { elbAccess } from './access.ts';
import { describeListener, describeLoadBalancer, describeRule } from './describe.ts';
import { type Fabric, network } from './fabric.ts';
import { inOrder, type Rule, withDefault } from './listener.ts';
import type { RequestSeen } from './listener-server.ts';
import { measureHealth, measureRequest } from './metrics.ts';
import { elbResources, newRuleArn } from './resources.ts';
import { ElbState } from './state.ts';
import type { Target } from './target-group.ts';
import { checkActions, checkConditions, invalid, unmodelled } from './validate.ts';

/** Elastic Load Balancing, and what only the sandbox's own parts may ask of it. */
export interface Elb extends ServiceModel<typeof elbv2> {
  /** `http://127.0.0.1:<port>`: what a browser uses in place of the listener's public address. */
  publicUrl(listenerArn: string): string;
  /** Calls `listener` for every request that has ended; returns what stops it. */
  onRequest(listener: (request: RequestSeen) => void): () => void;
  /** Lets a listener break every connection, or answer again. */
  refuse(listenerArn: string, down: boolean): void;
  /** Adds a target; a target group that does not exist throws TargetGroupNotFoundException. */
  register(targetGroupArn: string, target: Target): void;
  /** Sends the target nothing more; resolves after the deregistration delay (virtual). */
  deregister(targetGroupArn: string, target: Target, signal?: AbortSignal): Promise<void>;
  /** Undefined: not registered. */
  healthOf(targetGroupArn: string, target: Target): TargetHealthStateEnum | undefined;
}

/** A default ALB has 100 rules besides the default ones; an API priority is 1 to 50000. */
const MOST_RULES = 100;
const LAST_PRIORITY = 50_000;
/** How often the counts of healthy targets are measured, in virtual ms: twice in the shortest usual alarm period. */
const HEALTH_MEASURED_EVERY_MS = 30_000;

export function createElb(kernel: Kernel, fabric: Fabric = network): Elb {
  const state = new ElbState(kernel);
  const listeners = new Set<(request: RequestSeen) => void>();
  const closing = new AbortController();

  const seen = (loadBalancer: string, request: RequestSeen) => {
    measureRequest(kernel, loadBalancer, request);
    for (const listener of listeners) listener(request);
  };

  const measureForever = async () => {
    for (;;) {
      await kernel.clock.sleep(HEALTH_MEASURED_EVERY_MS, closing.signal);
      for (const group of state.groups.values()) {
        for (const { fullName } of state.loadBalancersOf(group)) measureHealth(kernel, fullName, group);
      }
    }
  };
  void measureForever().catch(() => {}); // Ends by being aborted.

  return {
    signingName: 'elasticloadbalancing',
    xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
    module: elbv2,
    resources: elbResources(kernel, state, seen, fabric),
    access: elbAccess(state),
    publicUrl: (listenerArn) => `http://127.0.0.1:${state.listener(listenerArn).server.port}`,
    onRequest(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    refuse: (listenerArn, down) => state.listener(listenerArn).server.refuse?.(down),
    register: (arn, target) => state.group(arn).register(target),
    deregister: (arn, target, signal) => state.group(arn).deregister(target, signal),
    healthOf: (arn, target) => state.group(arn).healthOf(target)?.State,
    async close() {
      closing.abort();
      for (const { firstServer } of state.loadBalancers.values()) firstServer.close();
      for (const { server } of state.listeners.values()) server.close();
      for (const group of state.groups.values()) group.close();
    },
    handlers: {
      DescribeLoadBalancers({ LoadBalancerArns, Names }) {
        const all = [...state.loadBalancers.values()];
        const byName = Names?.map((name) => all.find((loadBalancer) => loadBalancer.name === name)?.arn ?? name);
        const wanted = LoadBalancerArns ?? byName;
        const found = wanted?.length ? wanted.map((arn) => state.loadBalancer(arn)) : all;
        return { LoadBalancers: found.map(describeLoadBalancer) };
      },
      DescribeListeners({ ListenerArns, LoadBalancerArn }) {
        if (ListenerArns?.length)
          return { Listeners: ListenerArns.map((arn) => describeListener(state.listener(arn))) };
        const { arn } = state.loadBalancer(LoadBalancerArn);
        const found = [...state.listeners.values()].filter(({ loadBalancer }) => loadBalancer.arn === arn);
        return { Listeners: found.map(describeListener) };
      },
      DescribeRules({ ListenerArn, RuleArns, Marker, PageSize = 400 }) {
        const all = RuleArns?.length
          ? RuleArns.map((arn) => state.rule(arn).rule)
          : inOrder(state.listener(ListenerArn).rules);
        const start = Number(Marker ?? 0);
        const end = start + PageSize;
        return {
          Rules: all.slice(start, end).map(describeRule),
          ...(end < all.length ? { NextMarker: String(end) } : {}),
        };
      },
      CreateRule({ ListenerArn, Priority, Conditions = [], Actions = [], Tags = [], Transforms }) {
        const listener = state.listener(ListenerArn);
        if (Transforms?.length) throw unmodelled('Transforms');
        if (!Number.isInteger(Priority) || Priority === undefined || Priority < 1 || Priority > LAST_PRIORITY) {
          throw invalid(`Priority must be between 1 and ${LAST_PRIORITY}, not ${Priority}`);
        }
        checkConditions(Conditions);
        checkActions(Actions, (arn) => state.groups.has(arn));
        if (listener.rules.some((rule) => rule.priority === Priority)) {
          throw new elbv2.PriorityInUseException({
            message: `Priority '${Priority}' is currently in use`,
            $metadata: {},
          });
        }
        if (listener.rules.length > MOST_RULES) {
          const message = `The maximum number of rules has been reached on load balancer '${listener.loadBalancer.arn}'`;
          throw new elbv2.TooManyRulesException({ message, $metadata: {} });
        }
        const rule: Rule = {
          arn: newRuleArn(state, listener.arn),
          priority: Priority,
          conditions: Conditions,
          actions: Actions,
          tags: withTags([], Tags),
        };
        listener.rules = [...listener.rules, rule];
        listener.server.announce(listener.rules);
        return { Rules: [describeRule(rule)] };
      },
      ModifyListener({ ListenerArn, DefaultActions, ...rest }) {
        const [unknown] = Object.entries(rest).find(([, value]) => value !== undefined) ?? [];
        if (unknown !== undefined) throw unmodelled(`${unknown} of ModifyListener`);
        const listener = state.listener(ListenerArn);
        if (DefaultActions !== undefined) {
          checkActions(DefaultActions, (arn) => state.groups.has(arn));
          listener.rules = withDefault(listener.rules, DefaultActions);
          listener.server.announce(listener.rules);
        }
        return { Listeners: [describeListener(listener)] };
      },
      DeleteRule({ RuleArn }) {
        const { listener, rule } = state.rule(RuleArn);
        if (rule.priority === 'default') {
          throw new elbv2.OperationNotPermittedException({
            message: `Default rule '${RuleArn}' cannot be deleted`,
            $metadata: {},
          });
        }
        listener.rules = listener.rules.filter((other) => other !== rule);
        listener.server.announce(listener.rules);
        return {};
      },
      DescribeTags({ ResourceArns = [] }) {
        if (ResourceArns.length > 20) throw invalid('At most 20 resources can be described in one call');
        return {
          TagDescriptions: ResourceArns.map((arn) => ({ ResourceArn: arn, Tags: described(state.tagged(arn).tags) })),
        };
      },
      AddTags({ ResourceArns = [], Tags }) {
        for (const arn of ResourceArns) {
          const tagged = state.tagged(arn);
          tagged.tags = withTags(tagged.tags, Tags);
        }
        return {};
      },
      DescribeTargetGroups({ TargetGroupArns, LoadBalancerArn, Names }) {
        const users = (arn: string) =>
          [...state.loadBalancersOf(state.group(arn))].map((loadBalancer) => loadBalancer.arn);
        const all = TargetGroupArns?.length
          ? TargetGroupArns.map((arn) => state.group(arn))
          : [...state.groups.values()];
        const found = all.filter(
          ({ arn, description }) =>
            (!LoadBalancerArn || users(arn).includes(LoadBalancerArn)) &&
            (!Names?.length || Names.includes(description.TargetGroupName ?? '')),
        );
        return {
          TargetGroups: found.map(({ arn, description }) => ({ ...description, LoadBalancerArns: users(arn) })),
        };
      },
      DescribeTargetHealth({ TargetGroupArn, Targets }) {
        const group = state.group(TargetGroupArn);
        const all = group.targets().map(({ host, port, health }) => ({
          Target: { Id: host, Port: port },
          HealthCheckPort: String(port),
          TargetHealth: health,
        }));
        if (!Targets?.length) return { TargetHealthDescriptions: all };
        return {
          TargetHealthDescriptions: Targets.map(
            ({ Id, Port }) =>
              all.find(({ Target }) => Target.Id === Id && (Port === undefined || Target.Port === Port)) ?? {
                Target: { Id, Port },
                TargetHealth: {
                  State: 'unused',
                  Reason: 'Target.NotRegistered',
                  Description: 'Target is not registered',
                },
              },
          ),
        };
      },
    },
  };
}

const described = (tags: readonly { Key?: string | undefined; Value?: string | undefined }[]): elbv2.Tag[] =>
  tags.map(({ Key, Value }) => ({ Key: Key ?? '', Value }));
