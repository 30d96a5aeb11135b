import { AddTagsToResourceCommand } from '@aws-sdk/client-rds';
import { readRetention, writeRetention } from '../../ledger/retention.ts';
import { environmentName, newestRollbacks, readRelease, readRollback, readStatus } from '../../ledger/table.ts';
import { DELETE_AFTER_TAG, type Expiring, type NotDeleted, type Retained } from '../../model/retention.ts';
import { VARIABLES } from '../../model/variables.ts';
import { tellDevops } from '../../people/publish.ts';
import { StepError } from '../../step/errors.ts';
import { required } from '../../step/required.ts';
import { isTemporary, step } from '../../step/step.ts';
import { erase } from '../erase.ts';
import { allInstances, liveInstance, rds } from '../instances.ts';
import { readPointer } from '../pointer.ts';
import { allSnapshots } from '../snapshots.ts';
import { instanceCandidates, snapshotCandidates } from './candidates.ts';
import type { Input, Output } from './contract.ts';
import { type Candidate, type Dated, type Known, plan } from './plan.ts';

/** Nothing more is begun after this long: the function has 30 s. The next day goes on. */
const ACTING_MS = 15_000;
const STILL_NEEDED = 'StillNeeded';
/** Rollbacks that may belong to an incident in hand. */
const ROLLBACKS = 50;

/**
 * Once a day: tells DevOps a week before what it will delete, and then deletes that; the only step that may. It tells before
 * it dates, and deletes only what is dated: a look that was cut off tells twice rather than never.
 */
export const handler = step<Input, Output>(async ({ time }) => {
  const { instance, pointer, rule, prices = null } = JSON.parse(required(VARIABLES.retained)) as Retained;
  const [snapshots, instances, untold] = await Promise.all([allSnapshots(), allInstances(), readRetention()]);
  const candidates = [
    ...snapshotCandidates(snapshots, environmentName(), instance),
    ...instanceCandidates(instances, environmentName(), instance),
  ];
  const live = liveInstance(instances, pointer, await readPointer(pointer))?.DBInstanceIdentifier ?? null;
  const { announce, remove } = plan(time, candidates, { ...(await recordsOf(candidates)), live }, rule);
  const until = performance.now() + ACTING_MS;
  if (announce.length > 0)
    await tellDevops(time, { kind: 'deletion-announced', items: announce.map(withoutArn), prices });
  const dating = await each(announce, until, date);

  // What an earlier look has deleted before it was cut off is told by this one.
  const before = untold.filter(({ id }) => candidates.every((one) => one.id !== id || one.status === 'deleting'));
  if (remove.length > 0) await writeRetention([...before, ...remove.map(withoutArn)]);
  const erasing = await each(remove, until, eraseWhileOpen);
  const deleted = [...before, ...erasing.done];
  const refused = [...dating.refused, ...erasing.refused];
  if (deleted.length + refused.length > 0) await tellDevops(time, { kind: 'deletion-done', deleted, refused });
  if (untold.length + remove.length > 0) await writeRetention([]);

  const temporary = dating.temporary ?? erasing.temporary;
  if (temporary !== null) throw temporary;
  return { announced: names(announce), deleted: names(deleted), refused: names(refused) };
});

/** The records that say what each is of, and what is in hand. Every read is consistent. */
async function recordsOf(candidates: readonly Candidate[]): Promise<Omit<Known, 'live'>> {
  const works = [...new Set(candidates.map(({ work }) => work))];
  const [status, newest, releases, rollbacks] = await Promise.all([
    readStatus(),
    newestRollbacks(ROLLBACKS),
    Promise.all(works.map(readRelease)),
    Promise.all(works.map(readRollback)),
  ]);
  return { status, releases: byId(releases), rollbacks: byId([...newest, ...rollbacks]) };
}

const byId = <T extends { readonly id: string }>(records: readonly (T | undefined)[]): ReadonlyMap<string, T> =>
  new Map(records.flatMap((record) => (record === undefined ? [] : [[record.id, record] as const])));

interface Attempts {
  readonly done: readonly Expiring[];
  /** What AWS refused, and why. */
  readonly refused: readonly NotDeleted[];
  /** What waiting may mend: the look fails with it at its end, and Lambda asks for another. */
  readonly temporary: Error | null;
}

/** Does one after the other, and goes on where AWS refuses one. What there is no time for is for the next day. */
async function each(
  items: readonly Dated[],
  until: number,
  work: (item: Dated) => Promise<unknown>,
): Promise<Attempts> {
  const done: Expiring[] = [];
  const refused: NotDeleted[] = [];
  let temporary: Error | null = null;
  for (const item of items) {
    if (performance.now() > until) break;
    try {
      await work(item);
      done.push(withoutArn(item));
    } catch (thrown) {
      const error = thrown as Error;
      if (isTemporary(error)) temporary = error;
      else refused.push({ ...withoutArn(item), cause: `${error.name}: ${error.message}` });
    }
  }
  return { done, refused, temporary };
}

/** A rollback that has begun since the look may be about to use it. */
async function eraseWhileOpen(item: Dated): Promise<void> {
  const { status } = await readStatus();
  if (status !== 'open')
    throw new StepError(
      STILL_NEEDED,
      `the environment is ${status} by now; expected open. It is looked at again tomorrow`,
    );
  await erase(item);
}

const date = ({ arn, after }: Dated) =>
  rds.send(
    new AddTagsToResourceCommand({
      ResourceName: arn,
      Tags: [
        { Key: 'knowngood', Value: environmentName() },
        { Key: DELETE_AFTER_TAG, Value: after },
      ],
    }),
  );

const withoutArn = ({ arn: _, ...item }: Dated): Expiring => item;
const names = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);
