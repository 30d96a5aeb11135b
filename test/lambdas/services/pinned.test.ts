import { describe, expect, it } from 'vitest';
import type { Seen } from '../../../lambdas/services/image.ts';
import { pinned, type RecordedContainer, referencesOf } from '../../../lambdas/services/pinned.ts';
import { digest } from '../stub/definitions.ts';

const NAME = '111122223333.dkr.ecr.sa-east-1.amazonaws.com/survey';
const RAN = digest('a');
const EXACT = `${NAME}@${RAN}`;
const TAGGED = `${NAME}:1.0.0`;
const CHOSEN = `${NAME}:1.0.1`;
const there = (by: string): Seen => ({ kind: 'there', digest: by, pinned: `${NAME}@${by}` });
const gone: Seen = { kind: 'gone', why: 'ECR has no such image' };
const unseen: Seen = { kind: 'unseen', why: 'elsewhere' };

describe('what a container goes back to', () => {
  it.each<[string, Partial<RecordedContainer>, Record<string, Seen>, string, boolean, string | null]>([
    ['the tag still means what ran', {}, { [EXACT]: there(RAN), [TAGGED]: there(RAN) }, EXACT, true, null],
    ['the tag means another by now', {}, { [EXACT]: there(RAN), [TAGGED]: there(digest('b')) }, EXACT, false, null],
    ['the tag is gone, the digest is there', {}, { [EXACT]: there(RAN), [TAGGED]: gone }, EXACT, false, null],
    [
      'what ran is gone, the tag means another',
      {},
      { [EXACT]: gone, [TAGGED]: there(digest('b')) },
      TAGGED,
      false,
      EXACT,
    ],
    ['it is named by the digest that ran', { image: EXACT }, { [EXACT]: there(RAN) }, EXACT, true, null],
    ['named by its digest, it is gone', { image: EXACT }, { [EXACT]: gone }, EXACT, false, EXACT],
    ['it was not pinned and is there', { ran: null }, { [TAGGED]: there(RAN) }, EXACT, true, null],
    ['it was not pinned and is gone', { ran: null }, { [TAGGED]: gone }, TAGGED, false, TAGGED],
    ['nobody can tell', { ran: null }, { [TAGGED]: unseen }, TAGGED, true, null],
    ['nobody can tell, though it was recorded', {}, { [EXACT]: unseen, [TAGGED]: unseen }, TAGGED, true, null],
    [
      'a person chose another',
      { chosen: CHOSEN },
      { [CHOSEN]: there(digest('c')) },
      `${NAME}@${digest('c')}`,
      false,
      null,
    ],
    ['what a person chose is gone', { chosen: CHOSEN }, { [CHOSEN]: gone }, TAGGED, false, CHOSEN],
    ['of what a person chose nobody can tell', { chosen: CHOSEN }, { [CHOSEN]: unseen }, TAGGED, false, CHOSEN],
  ])('when %s', (_when, change, seen, image, asItIs, missing) => {
    const container = { name: 'app', image: TAGGED, ran: RAN, chosen: null, ...change };
    const looked = new Map(Object.entries(seen));
    for (const reference of referencesOf(container)) expect(looked.has(reference), reference).toBe(true);
    const found = pinned(container, looked);
    expect({ image: found.image, asItIs: found.asItIs, missing: found.missing?.image ?? null }).toEqual({
      image,
      asItIs,
      missing,
    });
  });
});
