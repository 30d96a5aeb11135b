import { describe, expect, it } from 'vitest';
import { knownImages, runningContainers } from '../../../../lambdas/environment/inspect-environment/known-images.ts';
import type { Seen } from '../../../../lambdas/services/image.ts';
import type { RunningImages } from '../../../../lambdas/services/running-images.ts';
import { digest, REGISTRY } from '../../stub/definitions.ts';

const APP = `${REGISTRY}/survey:1.0.0`;
const ROUTER = `${REGISTRY}/log-router:stable`;
const AGENT = 'public.ecr.aws/datadog/agent:7';
const DEFINED = [
  { name: 'app', image: APP },
  { name: 'router', image: ROUTER },
  { name: 'agent', image: AGENT },
];
const A = digest('a');
const R = digest('c');
const running = (digests: RunningImages['digests'], tasks = 2): RunningImages => ({ tasks, digests });
const there = (by: string): Seen => ({ kind: 'there', digest: by, pinned: '' });
const seen: Record<string, Seen> = {
  [APP]: there(A),
  [ROUTER]: there(R),
  [AGENT]: { kind: 'unseen', why: 'elsewhere' },
  [`${REGISTRY}/survey@${A}`]: there(A),
  [`${REGISTRY}/survey@${digest('b')}`]: there(digest('b')),
  [`${REGISTRY}/log-router@${R}`]: there(R),
  [`${REGISTRY}/log-router@${digest('d')}`]: { kind: 'gone', why: 'its status is ARCHIVED: it cannot be pulled' },
  [`public.ecr.aws/datadog/agent@${digest('e')}`]: { kind: 'unseen', why: 'elsewhere' },
};
const look = (runs: RunningImages) =>
  knownImages('web', runningContainers({ container: 'app' }, DEFINED, runs), new Map(Object.entries(seen)));

describe('what the known good records of every container', () => {
  it('the digest that runs, of sidecars too, each in its own repository; of what nobody can see a warning', () => {
    const found = look(
      running({ app: [A], router: [R], agent: [digest('e')], 'aws-guardduty-agent-x': [digest('f')] }),
    );
    expect(found.images).toEqual({ app: A, router: R });
    expect(found.problems).toEqual([]);
    expect(found.warnings).toEqual([
      expect.stringMatching(/container "agent" of service "web" is not pinned \(public\.ecr\.aws.*elsewhere/),
    ]);
  });

  it('what the tag means now, where no task runs', () => {
    expect(look(running({}, 0)).images).toEqual({ app: A, router: R });
  });

  it.each<[string, RunningImages['digests'], RegExp]>([
    ['tasks run two images of one tag', { app: [A, digest('b')] }, /run 2 images in container "app".*nobody could say/],
    ['ECS does not tell what runs', {}, /ECS does not tell which image container "app"/],
    [
      'a sidecar’s image is archived',
      { app: [A], router: [digest('d')] },
      /"router".*could not start it again.*ARCHIVED/,
    ],
  ])('refuses when %s', (_when, digests, message) => {
    expect(look(running(digests)).problems).toEqual([expect.stringMatching(message)]);
  });

  it('of a sidecar that runs as two images none is called pinned', () => {
    const { images, problems, warnings } = look(running({ app: [A], router: [R, digest('d')] }));
    expect(images).toEqual({ app: A });
    expect(problems).toEqual([]);
    expect(warnings).toEqual(expect.arrayContaining([expect.stringMatching(/"router".*2 different images/)]));
  });
});
