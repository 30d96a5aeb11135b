import { DELETE_AFTER_TAG } from '../../lambdas/model/retention.ts';
import type { Call } from '../calls/call.ts';
import type { Run } from '../run/run.ts';
import { RETENTION } from '../world/control-plane.ts';
import { isToDevops } from '../world/mail.ts';
import { callsOf } from './acts.ts';

const WEEK_MS = 7 * 86_400_000;

interface Deletion {
  readonly call: Call;
  readonly id: string;
  /** Time that the schedule gave to the look. */
  readonly at: string;
}

/**
 * Retention deletes only what a release or a rollback of this environment has made, a week after DevOps was told, and behind
 * the day that they were told; the newest restore point and the database in use are always there.
 */
export function kept(run: Run): string[] {
  const deletions = callsOf(run, RETENTION)
    .filter(({ took, operation }) => took && operation.startsWith('Delete'))
    .map((call): Deletion => {
      const { DBSnapshotIdentifier, DBInstanceIdentifier } = call.input as Record<string, string | undefined>;
      return { call, id: DBSnapshotIdentifier ?? DBInstanceIdentifier ?? '', at: timeOf(run, call.invocation) };
    });
  return [...deletions.flatMap((one) => wrong(run, one)), ...newest(run), ...inUse(run, deletions)];
}

function wrong(run: Run, { call, id, at }: Deletion): string[] {
  const { calls, mail } = run.world;
  const named = `${call.operation} of ${id} at the look of ${at}`;
  const earlier = calls.slice(0, calls.indexOf(call)).filter(({ took }) => took);
  const dates = earlier.flatMap((one) => (isOf(one, id) ? tag(one, DELETE_AFTER_TAG) : []));
  const date = dates.at(-1);
  const told = mail.mails.some(
    (one) =>
      isToDevops(one) &&
      one.body.includes(id) &&
      Date.parse(at) - Date.parse(timeOf(run, one.invocation ?? -1)) >= WEEK_MS,
  );
  return [
    ...(earlier.some((one) => isOf(one, id) && tag(one, 'knowngood:work').length > 0)
      ? []
      : [`${named}: it is not ours`]),
    ...(date !== undefined && at.slice(0, 10) > date ? [] : [`${named}: its date is ${date ?? 'none'}`]),
    ...(told ? [] : [`${named}: DevOps was not told a week before`]),
  ];
}

/** The newest snapshot that a release has made as its restore point. */
function newest({ world }: Run): string[] {
  const made = world.calls.filter(
    (call) =>
      call.took && call.operation === 'CreateDBSnapshot' && tag(call, 'knowngood:purpose')[0] === 'restore-point',
  );
  const last = (made.at(-1)?.input as { DBSnapshotIdentifier?: string } | undefined)?.DBSnapshotIdentifier;
  const gone = world.calls.some(
    ({ took, operation, input }) =>
      took &&
      operation === 'DeleteDBSnapshot' &&
      (input as { DBSnapshotIdentifier?: string }).DBSnapshotIdentifier === last,
  );
  return [...(last !== undefined && gone ? [`the newest restore point ${last} was deleted`] : [])];
}

function inUse({ world }: Run, deletions: readonly Deletion[]): string[] {
  if (deletions.every(({ call }) => call.operation === 'DeleteDBSnapshot')) return [];
  const live = world.instances().some(({ Endpoint }) => world.pointer.value.includes(String(Endpoint?.Port)));
  return live ? [] : ['the database that the application uses is gone'];
}

const timeOf = ({ world }: Run, invocation: number): string =>
  (world.functions.invocations[invocation]?.payload as { time?: string } | undefined)?.time ?? '';

/** The call makes or tags that snapshot or instance. */
const isOf = ({ input }: Call, id: string): boolean => {
  const { DBSnapshotIdentifier, DBInstanceIdentifier, ResourceName = '' } = input as Record<string, string | undefined>;
  return ResourceName === '' ? [DBSnapshotIdentifier, DBInstanceIdentifier][0] === id : ResourceName.endsWith(`:${id}`);
};

const tag = ({ input }: Call, key: string): string[] =>
  ((input as { Tags?: { Key: string; Value: string }[] } | undefined)?.Tags ?? [])
    .filter(({ Key }) => Key === key)
    .map(({ Value }) => Value);
