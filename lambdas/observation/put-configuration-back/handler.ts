import {
  GetParameterHistoryCommand,
  ParameterNotFound,
  type ParameterTier,
  PutParameterCommand,
  type PutParameterCommandInput,
} from '@aws-sdk/client-ssm';
import { CALLS_AT_ONCE, moved, ssm } from '../../aws/parameters.ts';
import { acting } from '../../ledger/acting.ts';
import { readRelease, readStatus } from '../../ledger/table.ts';
import type { KnownParameter } from '../../model/release.ts';
import { inParallel } from '../../step/in-parallel.ts';
import { step } from '../../step/step.ts';
import type { Input, Output } from './contract.ts';
import { type ParameterVersion, plan } from './plan.ts';

/** Puts parameters back to the recorded versions. SSM has no "revert": the old value becomes a new version. */
export const handler = step<Input, Output>(async (input) => {
  const { lock, now } = input;
  const { recordedBy } = input;
  const recorded = recordedBy === null ? [] : ((await readRelease(recordedBy))?.knownGood?.parameters ?? []);
  const changed = await moved(recorded);
  const decided = await inParallel(changed, (known) => decide(known, input), CALLS_AT_ONCE);
  const back = decided.flatMap((one) => ('request' in one ? [one.request] : []));
  const { intents } = await readStatus();
  // A call cut off after it had put everything back left its intent open.
  if (back.length > 0 || STEP in intents)
    await acting({ lock, now, step: STEP }, () =>
      inParallel(back, (request) => ssm.send(new PutParameterCommand(request)), CALLS_AT_ONCE),
    );
  return {
    putBack: back.map(({ Name = '' }) => Name),
    left: decided.flatMap((one) => ('left' in one ? [one.left] : [])),
  };
});

const STEP = 'put-configuration-back';

/** What to do about one parameter that has another version than the recorded one. */
async function decide(
  known: KnownParameter,
  { finishedAt, takenAt }: Input,
): Promise<{ readonly request: PutParameterCommandInput } | { readonly left: string } | object> {
  const { name } = known;
  const { versions, key, tier } = await history(name);
  const decided = plan(known, versions, finishedAt ?? takenAt);
  if (decided.action === 'leave') return { left: `${name}: ${decided.why}` };
  if (decided.action === 'nothing') return {};
  return {
    request: {
      Name: name,
      Value: decided.value,
      Overwrite: true,
      // A request without a tier asks for a standard parameter, which may not have more than 4 KB, nor come after an advanced one.
      ...(tier === undefined || tier === 'Standard' ? {} : { Tier: tier }),
      // The request names the key of a SecureString again: without it SSM would use the account's default key.
      ...(key === undefined ? {} : { KeyId: key }),
    },
  };
}

interface History {
  readonly versions: readonly ParameterVersion[];
  /** Of the newest version. */
  readonly key: string | undefined;
  readonly tier: ParameterTier | undefined;
}

async function history(name: string): Promise<History> {
  const versions: ParameterVersion[] = [];
  let key: string | undefined;
  let tier: ParameterTier | undefined;
  let next: string | undefined;
  try {
    do {
      const page = await ssm.send(
        new GetParameterHistoryCommand({ Name: name, WithDecryption: true, NextToken: next }),
      );
      for (const entry of page.Parameters ?? []) {
        versions.push({
          version: entry.Version ?? 0,
          value: entry.Value ?? '',
          changedAt: (entry.LastModifiedDate ?? new Date(0)).toISOString(),
        });
        key = entry.KeyId ?? key;
        tier = entry.Tier ?? tier;
      }
      next = page.NextToken;
    } while (next !== undefined);
  } catch (error) {
    if (!(error instanceof ParameterNotFound)) throw error;
  }
  return { versions, key, tier };
}
