import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { clientSettings } from '../../aws/client-settings.ts';
import { readBackupDrill, writeBackupDrill } from '../../ledger/backup-drill.ts';
import { environmentName } from '../../ledger/table.ts';
import { type BackupDrillRecord, DIMENSION, NAMESPACE } from '../../model/backup-drill.ts';
import { step } from '../../step/step.ts';
import type { Input, Output } from './contract.ts';
import { ended } from './ended.ts';
import { metricsOf } from './metrics.ts';

const cloudwatch = new CloudWatchClient(clientSettings);

/** Notes how a drill ended, and publishes what the newest ones measured. */
export const handler = step<Input, Output>(async (input) => {
  const now = 'time' in input ? input.time : input.now;
  const before = await readBackupDrill();
  const found: BackupDrillRecord = before ?? { turn: 0, since: now, running: null, last: null, proven: null };
  const record = 'time' in input ? found : ended(found, input);
  if (record !== before) await writeBackupDrill(record, before?.turn);
  await cloudwatch.send(
    new PutMetricDataCommand({
      Namespace: NAMESPACE,
      MetricData: Object.entries(metricsOf(record, now)).map(([MetricName, Value]) => ({
        ...{ MetricName, Value },
        Dimensions: [{ Name: DIMENSION, Value: environmentName() }],
      })),
    }),
  );
  return { ended: record.last };
});
