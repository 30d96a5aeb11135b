import { DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { GetParametersCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { CALLS_AT_ONCE, ssm } from '../../aws/parameters.ts';
import { readPointer } from '../../database/pointer.ts';
import { environmentName, newestReleases, readStatus } from '../../ledger/table.ts';
import type { StatusRecord } from '../../model/ledger.ts';
import { NAMES } from '../../model/published.ts';
import { VARIABLES } from '../../model/variables.ts';
import { describeServices, ecs } from '../../services/describe.ts';
import { runningImages } from '../../services/running-images.ts';
import { inChunks, inParallel } from '../../step/in-parallel.ts';
import { required } from '../../step/required.ts';
import { step } from '../../step/step.ts';
import type { Input, Output, Published } from './contract.ts';
import { imageOf, leftBy, published, unsettled } from './facts.ts';

/** Most names that GetParameters takes. */
const NAMES_AT_ONCE = 10;
/**
 * Nothing more is written after this long: the next look goes on. What Parameter Store takes a second, the whole account shares
 * (https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-throughput.html), the application's start included.
 */
const WRITING_MS = 15_000;
/** How far back to look for the release that has left what runs. */
const LOOK_BACK = 400;

type Values = ReadonlyMap<string, string>;

/**
 * Publishes what a release or rollback has left running as parameters, for the application's own templates. While one works,
 * or the environment is frozen, what was published last stays.
 */
export const handler = step<Input, Output>(async () => {
  const { cluster, pointer } = JSON.parse(required(VARIABLES.published)) as Published;
  const status = await readStatus();
  const { written: told } = await write(await changed(new Map([[NAMES.status, status.status]])));
  if (status.status !== 'open') return { written: told, left: [`everything: the environment is ${status.status}`] };
  const names = Object.keys(status.running);
  const services = await describeServices(cluster, names);
  const found = await inParallel(names, async (name) => {
    const switchedTo = status.running[name] ?? '';
    const service = services.get(name);
    const why = unsettled(service, switchedTo);
    return why === undefined
      ? await factsOf(cluster, name, switchedTo, service?.desiredCount)
      : { values: new Map<string, string>(), left: [`${name}: ${why}`] };
  });
  const host = (await readPointer(pointer)).split(':')[0] ?? '';
  const left = found.flatMap((one) => one.left);
  const wanted = new Map([
    ...found.flatMap(({ values }) => [...values]),
    ...(names.length === 0 || host === '' ? [] : [[NAMES.databaseHost, host] as const]),
  ]);
  const release =
    names.length === 0 ? [] : [[NAMES.release, await releaseIn(status, wanted, left.length === 0)] as const];
  // The release is the last: whoever reads it finds the images that it speaks of, or newer ones, which it then knows by their time.
  const { written, late } = await write(await changed(new Map([...wanted, ...release])));
  return { written: [...told, ...written], left: [...left, ...late.map((name) => `${name}: no time was left`)] };
});

/** Which release has left what runs, and how it ended, as JSON. */
async function releaseIn({ running }: StatusRecord, values: Values, settled: boolean): Promise<string> {
  const releases = await newestReleases((soFar) => soFar.length >= LOOK_BACK || leftBy(running, soFar) !== undefined);
  const images = new Map([...values].filter(([name]) => name.endsWith('/image')));
  return JSON.stringify(published(leftBy(running, releases), images, settled));
}

interface Facts {
  readonly values: Values;
  readonly left: readonly string[];
}

async function factsOf(cluster: string, service: string, taskDefinition: string, count = 0): Promise<Facts> {
  const values = new Map([
    [NAMES.taskDefinition(service), taskDefinition],
    [NAMES.count(service), String(count)],
  ]);
  const left: string[] = [];
  const [described, { digests }] = await Promise.all([
    ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition })),
    runningImages(cluster, service),
  ]);
  for (const { name = '', image = '' } of described.taskDefinition?.containerDefinitions ?? []) {
    const pinned = imageOf(image, digests[name]);
    if (pinned === null) left.push(`${service}/${name}: its tasks do not run one image`);
    else values.set(NAMES.image(service, name), pinned);
  }
  return { values, left };
}

const pathOf = (name: string): string => `/knowngood/${environmentName()}/${name}`;

/** Those that are not published with that value. */
async function changed(wanted: Values): Promise<Values> {
  const answers = await inParallel(
    inChunks([...wanted.keys()].map(pathOf), NAMES_AT_ONCE),
    (Names) => ssm.send(new GetParametersCommand({ Names })),
    CALLS_AT_ONCE,
  );
  const now = new Map(answers.flatMap(({ Parameters = [] }) => Parameters.map(({ Name, Value }) => [Name, Value])));
  return new Map([...wanted].filter(([name, value]) => now.get(pathOf(name)) !== value));
}

async function write(values: Values): Promise<{ readonly written: string[]; readonly late: string[] }> {
  const until = performance.now() + WRITING_MS;
  const written: string[] = [];
  const late: string[] = [];
  for (const [name, value] of values) {
    if (performance.now() > until) {
      late.push(name);
      continue;
    }
    await ssm.send(new PutParameterCommand({ Name: pathOf(name), Value: value, Type: 'String', Overwrite: true }));
    written.push(pathOf(name));
  }
  return { written, late };
}
