import {
  DeleteRuleCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  ElasticLoadBalancingV2Client,
  type Rule,
  RuleNotFoundException,
  type TagDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { clientSettings } from '../aws/client-settings.ts';

export const elb = new ElasticLoadBalancingV2Client(clientSettings);

/** Tags of our rules: `knowngood` = environment, `knowngood:rule` = which. Rules are found by tag, never by priority. */
export type RuleRole = 'page' | 'bypass' | `bypass-${number}`;
export const ENVIRONMENT_TAG = 'knowngood';
export const ROLE_TAG = 'knowngood:rule';

/** Role of the bypass's rules, by their order. */
export const bypassRole = (index: number): RuleRole => (index === 0 ? 'bypass' : `bypass-${index + 1}`);

const isRole = (tag: string | undefined): tag is RuleRole => tag === 'page' || /^bypass(-\d+)?$/.test(tag ?? '');

/** How many rules of the bypass the reserved priorities have room for. */
export const roomFor = (priorities: { readonly bypass: number; readonly page: number }): number =>
  priorities.page - priorities.bypass;

/** All rules of a listener, its default rule included. */
export async function rulesOf(listener: string): Promise<Rule[]> {
  const rules: Rule[] = [];
  let marker: string | undefined;
  do {
    const page = await elb.send(new DescribeRulesCommand({ ListenerArn: listener, Marker: marker }));
    rules.push(...(page.Rules ?? []));
    marker = page.NextMarker;
  } while (marker !== undefined && marker !== '');
  return rules;
}

/** Our maintenance rules on a listener, by role. */
export async function ourRules(rules: readonly Rule[], environment: string): Promise<Map<RuleRole, Rule>> {
  const candidates = rules.filter((rule) => rule.IsDefault !== true && rule.RuleArn !== undefined);
  const found = new Map<RuleRole, Rule>();
  // DescribeTags takes 20 ARNs a call.
  for (let from = 0; from < candidates.length; from += 20) {
    const part = candidates.slice(from, from + 20);
    for (const { ResourceArn, Tags } of await tagsOf(part.map((r) => r.RuleArn ?? ''))) {
      const tags = new Map(Tags?.map((tag) => [tag.Key, tag.Value]));
      const role = tags.get(ROLE_TAG);
      const rule = part.find((r) => r.RuleArn === ResourceArn);
      if (rule !== undefined && tags.get(ENVIRONMENT_TAG) === environment && isRole(role)) {
        found.set(role, rule);
      }
    }
  }
  return found;
}

/** Every rule that somebody else made, the default one included. */
export const notOurs = (rules: readonly Rule[], ours: ReadonlyMap<RuleRole, Rule>): Rule[] => {
  const own = new Set([...ours.values()].map(({ RuleArn }) => RuleArn));
  return rules.filter(({ RuleArn }) => !own.has(RuleArn));
};

/** Deletes a rule of ours; one that is gone is no failure. */
export async function deleteRule(listener: string, rule: string | undefined): Promise<void> {
  try {
    await elb.send(new DeleteRuleCommand({ RuleArn: rule }));
  } catch (error) {
    // A rule that is gone has no tags, and the role may delete only rules with our tag: IAM may refuse before ELB reports it
    // gone.
    const there = (await rulesOf(listener)).some(({ RuleArn }) => RuleArn === rule);
    if (!(error instanceof RuleNotFoundException) && there) throw error;
  }
}

/** DescribeRules may answer from old data and name rules that are gone. One such rule fails the request for all others. */
async function tagsOf(rules: readonly string[]): Promise<TagDescription[]> {
  try {
    const { TagDescriptions } = await elb.send(new DescribeTagsCommand({ ResourceArns: [...rules] }));
    return TagDescriptions ?? [];
  } catch (error) {
    if (!(error instanceof RuleNotFoundException)) throw error;
    return rules.length === 1 ? [] : (await Promise.all(rules.map((rule) => tagsOf([rule])))).flat();
  }
}
