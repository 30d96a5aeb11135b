import { DELETE_AFTER_TAG } from '../../lambdas/model/retention.ts';
import type { Call } from '../calls/call.ts';
import type { Run } from '../run/run.ts';
import { RETENTION } from '../world/control-plane.ts';
import { isToDevops } from '../world/mail.ts';
import { callsOf } from './acts.ts';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

interface Deletion {
  readonly call: Call;
  readonly id: string;
  /** Time that the schedule gave to the look. */
  readonly at: string;
}

/**
 * Retention deletes only what a release or a rollback of this environment has made, a week (a standby: a day) after DevOps was told, and behind
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
  // A standby is told when it is made, and again the day before.
  const ahead = earlier.some((one) => isOf(one, id) && tag(one, 'knowngood:purpose')[0] === 'standby')
    ? DAY_MS
    : WEEK_MS;
  const told = mail.mails.some(
    (one) =>
      isToDevops(one) &&
      one.body.includes(id) &&
      Date.parse(at) - Date.parse(timeOf(run, one.invocation ?? -1)) >= ahead,
  );
  return [
    ...(earlier.some((one) => isOf(one, id) && tag(one, 'knowngood:work').length > 0)
      ? []
      : [`${named}: it is not ours`]),
    ...(date !== undefined && at.slice(0, 10) > date ? [] : [`${named}: its date is ${date ?? 'none'}`]),
    ...(told ? [] : [`${named}: DevOps was not told ${ahead / DAY_MS} days before`]),
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
const isOf = ({ operation, input }: Call, id: string): boolean => {
  const { DBSnapshotIdentifier, DBInstanceIdentifier, ResourceName = '' } = input as Record<string, string | undefined>;
  if (ResourceName !== '') return ResourceName.endsWith(`:${id}`);
  const made = operation.startsWith('Restore') ? DBInstanceIdentifier : (DBSnapshotIdentifier ?? DBInstanceIdentifier);
  return made === id;
};

const tag = ({ input }: Call, key: string): string[] =>
  ((input as { Tags?: { Key: string; Value: string }[] } | undefined)?.Tags ?? [])
    .filter(({ Key }) => Key === key)
    .map(({ Value }) => Value);
