import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { type ContainerDefinition, DescribeTaskDefinitionCommand, type Task } from '@aws-sdk/client-ecs';
import { clientSettings } from '../aws/client-settings.ts';
import { oneLine } from '../step/one-line.ts';
import { ecs } from './describe.ts';
import { masked } from './masked.ts';

const logs = new CloudWatchLogsClient(clientSettings);

/** The last lines say what went wrong; a message is read on a telephone. */
const LINES = 15;
const LONGEST_LINE = 200;

/**
 * How a container's log ends, in a sentence, its secrets masked; or where it is, and why it cannot be told. Never fails: it is
 * told beside a failure.
 * @param logGroup the one that may be read; null: none
 * @param key of the configuration, which names it
 */
export async function endOfLog(
  task: Task,
  container: string,
  logGroup: string | null,
  key = '"migration.logGroup"',
): Promise<string> {
  try {
    const where = streamOf(await definitionOf(task, container), task, container);
    if ('why' in where) return `How its log ends is unknown: ${where.why}.`;
    if (where.group !== logGroup)
      return `How its log ends is unknown: it is in the stream ${where.stream} of ${where.group}, and ${key} of the configuration ${logGroup === null ? 'names none that may be read' : `is ${logGroup}`}.`;
    const { events = [] } = await logs.send(
      new GetLogEventsCommand({
        logGroupName: where.group,
        logStreamName: where.stream,
        limit: LINES,
        startFromHead: false,
      }),
    );
    const text = masked(events.map(({ message = '' }) => message).join('\n'));
    const lines = text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(-LINES);
    if (lines.length === 0) return `Its log (${where.stream} of ${where.group}) has no lines.`;
    return `Its log (${where.stream} of ${where.group}) ends: ${lines.map((line) => oneLine(line, LONGEST_LINE)).join(' / ')}.`;
  } catch (error) {
    const { name, message } = error as Error;
    return `How its log ends is unknown: it could not be read (${oneLine(`${name}: ${message}`, LONGEST_LINE)}).`;
  }
}

async function definitionOf({ taskDefinitionArn }: Task, container: string): Promise<ContainerDefinition | undefined> {
  const { taskDefinition } = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: taskDefinitionArn }));
  return taskDefinition?.containerDefinitions?.find(({ name }) => name === container);
}

type Where = { readonly group: string; readonly stream: string } | { readonly why: string };

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specify-log-config.html: `<prefix>/<container>/<task id>`. */
function streamOf(definition: ContainerDefinition | undefined, { taskArn = '' }: Task, container: string): Where {
  const { logDriver, options = {} } = definition?.logConfiguration ?? {};
  if (logDriver === undefined) return { why: `the container "${container}" has no log driver` };
  if (logDriver !== 'awslogs') return { why: `the container "${container}" logs by "${logDriver}", not to CloudWatch` };
  const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix, 'awslogs-region': region } = options;
  if (group === undefined || prefix === undefined)
    return { why: `the log of the container "${container}" has no group or no stream prefix` };
  const [, , , own = ''] = taskArn.split(':');
  if (region !== undefined && own !== '' && region !== own) return { why: `it is in ${group} of the Region ${region}` };
  return { group, stream: `${prefix}/${container}/${taskArn.split('/').at(-1)}` };
}
