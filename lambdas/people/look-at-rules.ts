import { DescribeTagsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Tag } from '../environment/stacks.ts';
import { readStatus } from '../ledger/table.ts';
import { elb, ourRules, rulesOf } from '../maintenance/rules.ts';
import type { Finding } from '../model/finding.ts';
import type { LeftRules, StatusRecord } from '../model/ledger.ts';
import type { Watched } from './watchdog/contract.ts';
import { leading, rulesChanged } from './watchdog/rules.ts';

/** The function's network may have no way to the load balancers' API, and all else is told within the function's 30 s. */
const ANSWERS_WITHIN_MS = 5_000;

export interface LookedAtRules {
  readonly findings: readonly Finding[];
  /** To compare with at the next look; undefined: nothing is known yet. */
  readonly left: LeftRules | undefined;
  /** Whether the rules could be read, and the ledger said the same before and after. */
  readonly known: boolean;
}

/**
 * Compares each listener's rules with the ledger, and with what stood when the last work had ended.
 * @param own target groups of the services
 * @param before what stood then, as an earlier look has noted it
 */
export async function lookAtRules(
  { listeners, environment, page }: NonNullable<Watched['rules']>,
  status: StatusRecord,
  own: readonly string[],
  before: LeftRules | undefined,
): Promise<LookedAtRules> {
  // Before the first release nobody has left anything.
  if (Object.keys(status.running).length === 0) return { findings: [], left: undefined, known: true };
  try {
    const seen = await within(
      Promise.all(
        listeners.map(async (listener) => {
          const rules = await rulesOf(listener.arn);
          return { listener, rules, ours: await ourRules(rules, environment) };
        }),
      ),
    );
    // Work that began meanwhile raises and lowers pages itself: nobody may be told to delete the rule of its fence.
    if (!isSame(await readStatus(), status)) return { findings: [], left: before, known: false };
    const groups = new Set([...own, ...listeners.flatMap(({ targetGroups = [] }) => targetGroups)]);
    const isNew = status.status === 'open' && before?.since !== status.since;
    const left = isNew
      ? {
          since: status.since,
          listeners: Object.fromEntries(seen.map((one) => [one.listener.name, leading(one, groups)])),
        }
      : before;
    const findings = seen.flatMap((one) =>
      rulesChanged({
        ...{ status, page, own: groups, listener: one.listener, seen: one },
        left: left?.listeners[one.listener.name] ?? {},
      }),
    );
    return { findings, left, known: true };
  } catch (error) {
    console.warn(`The listeners' rules could not be compared: ${(error as Error).message}`);
    return { findings: [], left: before, known: false };
  }
}

const isSame = (now: StatusRecord, then: StatusRecord): boolean =>
  now.status === then.status && now.since === then.since && now.maintenanceSince === then.maintenanceSince;

/** Tags of the first of these that has the stack's: CloudFormation may tag a rule, and tags a load balancer. */
export async function tagsOfAny(arns: readonly string[]): Promise<readonly Tag[]> {
  const { TagDescriptions = [] } = await within(elb.send(new DescribeTagsCommand({ ResourceArns: [...arns] })));
  return arns.flatMap((arn) => TagDescriptions.find(({ ResourceArn }) => ResourceArn === arn)?.Tags ?? []);
}

async function within<T>(asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ANSWERS_WITHIN_MS} ms`)), ANSWERS_WITHIN_MS);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
  }
}
