import '../stub/before-handlers.ts';
import type { TaskDefinitionStatus } from '@aws-sdk/client-ecs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/services/pin-known-good/contract.ts';
import { handler } from '../../../lambdas/services/pin-known-good/handler.ts';
import { knownService, LOCK, NOW, SERVICES, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { Definitions, digest, playImages, REGISTRY } from '../stub/definitions.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

const RAN = digest('a');
const TAGGED = `${REGISTRY}/survey:1.0.0`;
const input = (change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  now: NOW,
  services: SERVICES,
  known: [knownService('web', { images: { app: RAN } })],
  undone: { moved: ['web'], accepts: { web: ['td:1', 'td:2'] } },
  decision: 'services',
  images: {},
  ...change,
});

let definitions: Definitions;
let images: Record<string, string>;
const prepare = async (
  definition: { image?: string; status?: TaskDefinitionStatus } = {},
  means: string | undefined = digest('b'),
) => {
  definitions = new Definitions();
  definitions.add('td:1', definition.image ?? TAGGED, definition.status);
  definitions.play();
  images = { 'survey:kept': RAN, ...(means === undefined ? {} : { 'survey:1.0.0': means }) };
  playImages(images);
  await ledger.put('status', status());
};
beforeEach(() => prepare());
const back = (taskDefinition: string) => ({
  service: 'web',
  taskDefinition,
  accepts: ['td:1', 'td:2', taskDefinition],
  desiredCount: null,
});
const registered = () => aws.inputs('ecs:RegisterTaskDefinition');

describe('pin-known-good', () => {
  it('registers a revision with the digest that ran, when the tag means another image by now', async () => {
    expect(await handler(input())).toEqual({ switches: [back('arn:td/survey-web:2')] });
    expect(registered()).toMatchObject([
      { family: 'survey-web', containerDefinitions: [{ image: `${REGISTRY}/survey@${RAN}` }, { image: 'sidecar:1' }] },
    ]);
  });

  it.each([
    ['the tag still means what ran', {}, RAN],
    ['the definition has a digest', { image: `${REGISTRY}/survey@${RAN}` }, undefined],
  ])('returns to the recorded definition when %s', async (_when, definition, means) => {
    await prepare(definition, means);
    expect(await handler(input())).toEqual({ switches: [back('td:1')] });
    expect(registered()).toEqual([]);
  });

  it('registers anew what ECS no longer starts, with its own image where nobody knows what ran', async () => {
    await prepare({ status: 'INACTIVE' }, digest('c'));
    expect(await handler(input({ known: [knownService('web', { images: {} })] }))).toEqual({
      switches: [back('arn:td/survey-web:2')],
    });
    expect(registered()).toMatchObject([
      { containerDefinitions: [{ image: `${REGISTRY}/survey@${digest('c')}` }, {}] },
    ]);
  });

  it('fails with ImageMissing when ECR no longer has what ran, and registers nothing', async () => {
    delete images['survey:kept'];
    await expect(handler(input())).rejects.toMatchObject(
      told('ImageMissing', /"web" ran .*@sha256:a+, which cannot be started: ECR has no such image.*"images": \{"web"/),
    );
    expect(registered()).toEqual([]);
  });

  it('registers the known good last, where a family’s name means the undone revision; the service keeps the recorded one', async () => {
    await prepare({ image: `${REGISTRY}/survey@${RAN}` });
    definitions.add('td:2', `${REGISTRY}/survey@${digest('f')}`);
    expect(await handler(input())).toEqual({ switches: [back('td:1')] });
    expect(definitions.known['arn:td/survey-web:3']?.containerDefinitions).toEqual(
      definitions.known['td:1']?.containerDefinitions,
    );
    await handler(input());
    expect(registered()).toHaveLength(1);
  });

  it('registers what is last by digest, also where the tag still means what ran: a tag may be moved later', async () => {
    await prepare({ image: `${REGISTRY}/survey:1.0.0` }, RAN);
    definitions.add('td:2', `${REGISTRY}/survey@${digest('f')}`);
    expect(await handler(input())).toEqual({ switches: [back('td:1')] });
    expect(registered()).toMatchObject([{ containerDefinitions: [{ image: `${REGISTRY}/survey@${RAN}` }, {}] }]);
  });

  it('goes back with the image that a person chose', async () => {
    delete images['survey:kept'];
    images['survey:1.0.1'] = digest('e');
    await handler(input({ images: { web: `${REGISTRY}/survey:1.0.1` } }));
    expect(registered()).toMatchObject([
      { containerDefinitions: [{ image: `${REGISTRY}/survey@${digest('e')}` }, {}] },
    ]);
  });

  it('pins a sidecar by its own digest in its own repository', async () => {
    definitions.add('td:1', `${REGISTRY}/survey@${RAN}`);
    const [, sidecar] = definitions.known['td:1']?.containerDefinitions ?? [];
    Object.assign(sidecar ?? {}, { image: `${REGISTRY}/log-router:stable` });
    images['log-router:stable'] = digest('9');
    images['log-router:before'] = digest('8');
    await handler(input({ known: [knownService('web', { images: { app: RAN, sidecar: digest('8') } })] }));
    expect(registered()).toMatchObject([
      {
        containerDefinitions: [
          { image: `${REGISTRY}/survey@${RAN}` },
          { image: `${REGISTRY}/log-router@${digest('8')}` },
        ],
      },
    ]);
  });

  it('is not stopped by the image of a service that stays where it is', async () => {
    delete images['survey:kept'];
    expect(await handler(input({ undone: { moved: [], accepts: {} } }))).toEqual({ switches: [] });
  });

  it('leaves out a service that the known good does not know', async () => {
    expect(await handler(input({ known: [] }))).toEqual({ switches: [] });
  });

  it('of an execution that lost the environment registers nothing: LockLost', async () => {
    await ledger.put('status', status({ fence: 2 }));
    await expect(handler(input())).rejects.toMatchObject(told('LockLost'));
    expect(registered()).toEqual([]);
  });

  everyCall({
    prepare: () => prepare(),
    // Called again it registers an equal revision: what it returns to is the same.
    run: async () => (await handler(input())).switches.map(({ taskDefinition }) => definitions.known[taskDefinition]),
    calls: [
      'dynamodb:GetItem',
      'ecs:DescribeTaskDefinition',
      'ecr:DescribeImages',
      'dynamodb:TransactWriteItems',
      'ecs:RegisterTaskDefinition',
      'dynamodb:UpdateItem',
    ],
  });
});
