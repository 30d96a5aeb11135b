import { DescribeSecretCommand } from '@aws-sdk/client-secrets-manager';
import { ListTagsForResourceCommand } from '@aws-sdk/client-ssm';
import { ssm } from '../aws/parameters.ts';
import { secretsManager } from '../aws/secret.ts';
import { stackByName, stackOf, type Tag } from '../environment/stacks.ts';
import type { Finding, StackBehind } from '../model/finding.ts';
import type { RollbackRecord, StatusRecord } from '../model/ledger.ts';
import { describeServices } from '../services/describe.ts';
import { tagsOfAny } from './look-at-rules.ts';
import { behind } from './watchdog/behind.ts';
import type { Watched } from './watchdog/contract.ts';

/** The function's network may have no way to CloudFormation; all that is found is told within the function's 30 s. */
const ANSWERS_WITHIN_MS = 4_000;

/** What the ledger says, and where what it speaks of is. */
export interface Left {
  readonly watched: Watched;
  readonly status: Pick<StatusRecord, 'since'>;
  /** The newest first. */
  readonly rollbacks: readonly RollbackRecord[];
}

/** Findings with the stack behind each, asked only of those that are told now. */
export const withStacksBehind = async (findings: readonly Finding[], left: Left): Promise<Finding[]> =>
  await Promise.all(findings.map((finding) => withStackBehind(finding, left)));

async function withStackBehind(finding: Finding, { watched, status, rollbacks }: Left): Promise<Finding> {
  if (finding.kind === 'service-changed')
    return { ...finding, behind: await find(() => tagsOfService(watched.cluster, finding.service), status.since) };
  if (finding.kind === 'rule-changed')
    return finding.how === 'page-left' || finding.how === 'page-missing'
      ? finding
      : { ...finding, behind: await find(() => tagsOfAny(finding.tagged), status.since) };
  if (finding.kind !== 'pointer-moved-back') return finding;
  const restore = rollbacks.find(({ restored }) => restored === finding.expected);
  return { ...finding, behind: await find(() => tagsOfPointer(watched), restore?.finishedAt ?? null) };
}

/** What cannot be asked now is not known: it keeps nothing from being told. */
async function find(tags: () => Promise<readonly Tag[]>, left: string | null): Promise<StackBehind | null> {
  try {
    const [name] = stackOf(await tags());
    return name === undefined ? null : behind(await stackByName(name, AbortSignal.timeout(ANSWERS_WITHIN_MS)), left);
  } catch (error) {
    console.warn(`The stack behind it could not be asked for: ${(error as Error).message}`);
    return null;
  }
}

const tagsOfService = async (cluster: string, service: string): Promise<readonly Tag[]> =>
  (await describeServices(cluster, [service], ['TAGS'])).get(service)?.tags ?? [];

async function tagsOfPointer({ pointer }: Watched): Promise<readonly Tag[]> {
  if ('secret' in pointer)
    return (await secretsManager.send(new DescribeSecretCommand({ SecretId: pointer.secret }))).Tags ?? [];
  const of = { ResourceType: 'Parameter', ResourceId: pointer.parameter } as const;
  return (await ssm.send(new ListTagsForResourceCommand(of))).TagList ?? [];
}
