import type { Created, Properties, ResourceContext } from '../../kernel/resource.ts';
import { refuseUnmodelled } from '../../template/properties/refuse.ts';
import type { Listener } from './listener.ts';
import { TYPE } from './properties.ts';
import { type Rule, withDefault } from './rule.ts';
import type { ElbState } from './state.ts';
import { checkActions, checkConditions } from './validate.ts';

/** Makes a listener, or finds the one its stack made before. */
export async function createListener(
  state: ElbState,
  properties: Properties,
  context: ResourceContext,
): Promise<Created> {
  refuseUnmodelled(`${TYPE}::Listener`, properties, ['LoadBalancerArn', 'Port', 'Protocol', 'DefaultActions']);
  if ((properties['Protocol'] ?? 'HTTP') !== 'HTTP') {
    throw new Error(`${TYPE}::Listener: the sandbox models Protocol HTTP, not ${properties['Protocol']}`);
  }
  const actions = properties['DefaultActions'] ?? [];
  checkActions(actions, (arn) => state.groups.has(arn));
  const loadBalancer = state.loadBalancer(properties['LoadBalancerArn']);
  const place = `${context.stackName}/${context.logicalId} ${loadBalancer.arn}:${properties['Port']}`;
  const before = state.deployed.get(place);
  if (before !== undefined) {
    // A stack's next deployment writes the template's default action again, whoever changed it meanwhile.
    before.rules = withDefault(before.rules, actions);
    before.server.announce(before.rules);
    return { ref: before.arn, attributes: { ListenerArn: before.arn } };
  }
  const taken = [...state.listeners.values()].some(({ server }) => server === loadBalancer.firstServer);
  const arn = state.newArn(`listener/${loadBalancer.fullName}`);
  const listener: Listener = {
    arn,
    loadBalancer,
    declaredPort: Number(properties['Port'] ?? 80),
    server: taken ? await state.open(loadBalancer.fullName) : loadBalancer.firstServer,
    rules: [{ arn: state.newRuleArn(arn), priority: 'default', conditions: [], actions, tags: [] }],
    tags: [],
  };
  state.listeners.set(arn, listener);
  state.deployed.set(place, listener);
  listener.server.obey(listener.rules);
  return { ref: arn, attributes: { ListenerArn: arn } };
}

/** Makes a rule, in force at once. */
export function createListenerRule(state: ElbState, properties: Properties): Created {
  refuseUnmodelled(`${TYPE}::ListenerRule`, properties, ['ListenerArn', 'Priority', 'Conditions', 'Actions', 'Tags']);
  checkActions(properties['Actions'] ?? [], (arn) => state.groups.has(arn));
  checkConditions(properties['Conditions'] ?? []);
  const listener = state.listener(properties['ListenerArn']);
  const priority = Number(properties['Priority']);
  if (listener.rules.some((rule) => rule.priority === priority)) {
    throw new Error(`${TYPE}::ListenerRule: priority ${priority} is in use at ${listener.arn}`);
  }
  const rule: Rule = {
    arn: state.newRuleArn(listener.arn),
    priority,
    conditions: properties['Conditions'],
    actions: properties['Actions'],
    tags: properties['Tags'] ?? [],
  };
  listener.rules = [...listener.rules, rule];
  listener.server.obey(listener.rules);
  return { ref: rule.arn, attributes: { RuleArn: rule.arn, IsDefault: 'false' } };
}
