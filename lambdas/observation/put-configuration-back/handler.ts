import { GetParameterHistoryCommand, ParameterNotFound, PutParameterCommand } from '@aws-sdk/client-ssm';
import { ssm } from '../../aws/parameters.ts';
import { acting } from '../../ledger/acting.ts';
import { readStatus } from '../../ledger/table.ts';
import { step } from '../../step/step.ts';
import type { Input, Output } from './contract.ts';
import { type ParameterVersion, plan } from './plan.ts';

/** Puts parameters back to the recorded versions. SSM has no "revert": the old value becomes a new version. */
export const handler = step<Input, Output>(async (input) => {
  const putBack: string[] = [];
  const left: string[] = [];
  const { intents } = await readStatus();
  for (const known of input.parameters) {
    const intent = { lock: input.lock, step: stepOf(known.name), now: input.now };
    const { versions, key } = await history(known.name);
    const decided = plan(known, versions, input.finishedAt ?? input.takenAt);
    if (decided.action === 'leave') left.push(`${known.name}: ${decided.why}`);
    // A call cut off after it had put the value back left its intent open.
    if (decided.action === 'nothing' && intent.step in intents) await acting(intent, async () => {});
    if (decided.action !== 'put-back') continue;
    await acting(intent, () =>
      // The request names the key of a SecureString again: without it SSM would use the account's default key.
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

const stepOf = (name: string): string => `put-configuration-back ${name.replaceAll('/', ' ').trim()}`;

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
