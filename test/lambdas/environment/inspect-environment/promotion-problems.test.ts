import { describe, expect, it } from 'vitest';
import {
  promotedImages,
  promotionProblems,
  type SeenPromotion,
} from '../../../../lambdas/environment/inspect-environment/promotion-problems.ts';
import type { PublishedRelease } from '../../../../lambdas/model/published.ts';
import type { Release } from '../../../../lambdas/model/release.ts';
import type { Seen } from '../../../../lambdas/services/image.ts';
import { asked } from '../../../wrong-input/inspections.ts';
import { request } from '../../records.ts';
import { digest, REGISTRY } from '../../stub/definitions.ts';

const THEIRS = '222233334444.dkr.ecr.us-east-1.amazonaws.com/survey';
const TAG = `${REGISTRY}/survey:2.4.0`;
const EXACT = `${REGISTRY}/survey@${digest('a')}`;
const service = (name: string) => ({ name, container: 'app', repository: 'survey', kind: 'web' as const });

const release = (change: Partial<Release> = {}): Release =>
  request({ version: '2.4.0', promoteFrom: 'homologation', changes: [{ service: 'web', image: TAG }], ...change });
const seen = (change: Partial<SeenPromotion> = {}, of: Partial<PublishedRelease> = {}): SeenPromotion => ({
  status: 'open',
  release: { version: '2.4.0', release: 'r1', outcome: 'good', commit: null, images: '', at: 20, ...of },
  images: new Map([['web', { image: `${THEIRS}@${digest('a')}`, at: 10 }]]),
  ...change,
});
const there: ReadonlyMap<string, Seen> = new Map([[TAG, { kind: 'there', digest: digest('a'), pinned: EXACT }]]);
const judged = (of: Release, found: SeenPromotion | null, images = there) =>
  promotionProblems({ ...asked, release: of, services: [service('web'), service('worker')] }, found, images);

describe('a promotion', () => {
  it('takes the digest that runs there, out of the repository of this environment', () => {
    expect([...promotedImages(release(), seen())]).toEqual([[TAG, EXACT]]);
    expect(judged(release(), seen())).toEqual({ problems: [], warnings: [] });
  });

  it('is nothing to a release that takes its own images', () => {
    expect(judged(request(), null)).toEqual({ problems: [], warnings: [] });
  });

  it.each<[string, SeenPromotion, RegExp]>([
    [
      'what is unobserved',
      seen({}, { outcome: 'unobserved' }),
      /is unobserved there; expected "good".*"despite": "unobserved"/,
    ],
    ['what no release has left', seen({}, { outcome: 'unverified' }), /is unverified there/],
    ['what is being taken back', seen({ status: 'rolling-back' }), /is rolling-back there.*"despite": "rolling-back"/],
    ['another version', seen({}, { version: '2.4.1' }), /runs version 2\.4\.1; expected 2\.4\.0/],
    ['nothing published', seen({ status: null }), /publishes neither a status nor a release/],
    ['no release published', seen({ release: null }), /publishes neither a status nor a release/],
    ['no image of a service', seen({ images: new Map() }), /no image of the container "app" of a service "web"/],
    [
      'an image newer than its release',
      seen({ images: new Map([['web', { image: `${THEIRS}@${digest('a')}`, at: 21 }]]) }),
      /newer than its release; expected both of one release/,
    ],
  ])('of %s is refused by name', (_what, found, told) => {
    expect(judged(release(), found).problems.join('; ')).toMatch(told);
  });

  it('is refused where the digest is not in the registry of this environment', () => {
    const gone = new Map<string, Seen>([[TAG, { kind: 'gone', why: 'ECR has no such image' }]]);
    for (const images of [gone, new Map<string, Seen>()])
      expect(judged(release(), seen(), images).problems.join()).toMatch(/is not in \S+\/survey by that digest/);
  });

  it('of two services of one image that run different ones there is refused', () => {
    const changes = ['web', 'worker'].map((name) => ({ service: name, image: TAG }));
    const images = new Map(
      ['a', 'b'].map((of, n) => [changes[n]?.service ?? '', { image: `${THEIRS}@${digest(of)}`, at: 10 }]),
    );
    expect(judged(release({ changes }), seen({ images })).problems.join()).toMatch(
      /"web", "worker" have .* different images/,
    );
  });

  it('goes on by the word that was found, which is told; and by no other word', () => {
    const unobserved = seen({}, { outcome: 'unobserved' });
    const named = judged(release({ despite: 'unobserved', requestedBy: 'Ana' }), unobserved);
    expect(named.problems).toEqual([]);
    expect(named.warnings).toEqual([
      'release 2.4.0 is promoted from "homologation" although what runs there is unobserved: Ana has asked for it by that name',
    ]);
    for (const despite of ['frozen', 'good', 'everything'])
      expect(judged(release({ despite }), unobserved).problems).toHaveLength(1);
    // A word for one thing overrides nothing else.
    expect(judged(release({ despite: 'unobserved' }), seen({ status: 'frozen' })).problems).toHaveLength(1);
    expect(judged(release({ despite: 'unobserved' }), seen()).warnings).toEqual([]);
  });
});
