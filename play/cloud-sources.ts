import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { LedgerRecord, Sources, Workflow } from '../console/pages/sources.ts';
import { TrafficMeter } from '../console/pages/traffic-meter.ts';
import type { Cloud } from '../sandbox/cloud.ts';
import type { Machine } from '../sandbox/services/states/asl.ts';

/** The pages' sources, read from a running cloud. */
export async function cloudSources(cloud: Cloud): Promise<Sources> {
  const { kernel, iam, deployment } = cloud;
  const ask = async <T>(service: string, operation: string, input: object): Promise<T> =>
    (await kernel.call(iam.person, service, operation, input)) as T;
  const workflows: Workflow[] = [];
  const { stateMachines = [] } = await ask<{ stateMachines?: { stateMachineArn?: string }[] }>(
    'states',
    'ListStateMachines',
    {},
  );
  for (const { stateMachineArn: arn = '' } of stateMachines) {
    const { definition = '' } = await ask<{ definition?: string }>('states', 'DescribeStateMachine', {
      stateMachineArn: arn,
    });
    workflows.push({ arn, label: arn.split('-').pop() ?? arn, machine: JSON.parse(definition) as Machine });
  }
  // The two that people start come first; the others serve them.
  const order = (label: string) => (label === 'release' ? 0 : label === 'rollback' ? 1 : 2);
  workflows.sort((a, b) => order(a.label) - order(b.label));
  const { TableNames = [] } = await ask<{ TableNames?: string[] }>('dynamodb', 'ListTables', {});
  const began = cloud.clock.now();
  const meter = new TrafficMeter();
  cloud.elb.onRequest((request) => meter.count(request));
  return {
    workflows,
    executions: () => cloud.states.executions(),
    mails: () => cloud.sns.mailbox(),
    async ledger() {
      const records: LedgerRecord[] = [];
      for (const TableName of TableNames) {
        const { Items = [] } = await ask<{ Items?: Record<string, AttributeValue>[] }>('dynamodb', 'Scan', {
          TableName,
        });
        records.push(...Items.map((item) => plain({ M: item }) as LedgerRecord));
      }
      return records;
    },
    traffic: () => meter.last(),
    now: () => cloud.clock.now(),
    dashboard: () => [...cloud.cloudwatch.dashboards(began).values()][0],
    // What a person would open: there is no page at the root.
    application: `${deployment.outputs('SurveyPlatform')['PublicUrl'] ?? ''}/surveys/1/dashboard`,
    endpoint: cloud.endpointUrl,
  };
}

/** A value as DynamoDB writes it, as JSON would. */
function plain(value: AttributeValue): unknown {
  if (value.M !== undefined)
    return Object.fromEntries(Object.entries(value.M).map(([name, inner]) => [name, plain(inner)]));
  if (value.L !== undefined) return value.L.map(plain);
  if (value.N !== undefined) return Number(value.N);
  if (value.NULL === true) return null;
  return value.S ?? value.BOOL ?? value.SS ?? value.NS?.map(Number);
}
