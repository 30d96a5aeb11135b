import { GetParameterHistoryCommand, ParameterNotFound, PutParameterCommand } from '@aws-sdk/client-ssm';
import { ssm } from '../../aws/parameters.ts';
import { acting } from '../../ledger/acting.ts';
import { step } from '../../step/step.ts';
import type { Input, Output } from './contract.ts';
import { type ParameterVersion, plan } from './plan.ts';

/** Puts parameters back to the recorded versions. SSM has no "revert": the old value becomes a new version. */
export const handler = step<Input, Output>(async (input) => {
  const putBack: string[] = [];
  const left: string[] = [];
  for (const known of input.parameters) {
    const { versions, key } = await history(known.name);
    const decided = plan(known, versions, input.finishedAt ?? input.takenAt);
    if (decided.action === 'leave') left.push(`${known.name}: ${decided.why}`);
    if (decided.action !== 'put-back') continue;
    await acting(
      { lock: input.lock, step: `put-configuration-back ${known.name.replaceAll('/', ' ').trim()}`, now: input.now },
      () =>
        // The key of a SecureString is named again: without it SSM would fall back to the account's default key.
        ssm.send(
          new PutParameterCommand({
            Name: known.name,
            Value: decided.value,
            Overwrite: true,
            ...(key === undefined ? {} : { KeyId: key }),
          }),
        ),
    );
    putBack.push(known.name);
  }
  return { putBack, left };
});

async function history(name: string): Promise<{ versions: ParameterVersion[]; key: string | undefined }> {
  const versions: ParameterVersion[] = [];
  let key: string | undefined;
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
      }
      next = page.NextToken;
    } while (next !== undefined);
  } catch (error) {
    if (!(error instanceof ParameterNotFound)) throw error;
  }
  return { versions, key };
}
