import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/services/inspect-known-good/contract.ts';
import { handler } from '../../../lambdas/services/inspect-known-good/handler.ts';
import { knownService, SERVICES } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { Definitions, digest, playImages, REGISTRY } from '../stub/definitions.ts';
import { everyCall } from '../stub/every-call.ts';

const RAN = digest('a');
const input = (change: Partial<Input> = {}): Input => ({
  language: 'en',
  services: SERVICES,
  known: [knownService('web', { images: { app: RAN } }), knownService('worker', { images: { app: RAN } })],
  undone: { moved: ['web'] },
  decision: 'services-and-database',
  images: {},
  ...change,
});
const prepare = (images: Record<string, string> = { 'survey:kept': RAN, 'survey:1.0.0': digest('b') }) => {
  const definitions = new Definitions();
  definitions.add('td:1', `${REGISTRY}/survey:1.0.0`);
  definitions.play();
  playImages(images);
};
beforeEach(() => prepare());

describe('inspect-known-good', () => {
  it('finds nothing where every image is there', async () => {
    expect(await handler(input())).toEqual({ fit: true, problems: [], missing: [], deleted: [] });
  });

  it('names every image that is gone, and the container to name another for', async () => {
    prepare({ 'survey:1.0.0': digest('b') });
    const found = await handler(input());
    expect(found).toMatchObject({ fit: false, missing: ['web', 'worker'] });
    expect(found.problems[0]).toMatch(
      /container app of service web cannot go back to .*survey@sha256:a+: ECR has no such/,
    );
    expect(found.problems).toHaveLength(2);
  });

  it('says it in the language of the environment', async () => {
    prepare({});
    expect((await handler(input({ language: 'pt-BR' }))).problems[0]).toMatch(
      /o contêiner app do serviço web não pode/,
    );
  });

  it('looks at no service that stays where it is', async () => {
    prepare({});
    expect(await handler(input({ decision: 'services' }))).toMatchObject({ missing: ['web'] });
    expect(await handler(input({ decision: 'services', undone: { moved: [] } }))).toMatchObject({ fit: true });
  });

  it('looks at the images a person chose instead', async () => {
    prepare({ 'survey:1.0.1': digest('c') });
    const chosen = `${REGISTRY}/survey:1.0.1`;
    expect(await handler(input({ images: { web: chosen } }))).toMatchObject({ fit: false, missing: ['worker'] });
    expect(await handler(input({ images: { web: chosen, worker: chosen } }))).toMatchObject({ fit: true });
  });

  it('names an image that was chosen for nothing', async () => {
    const images = { 'web/ruoter': `${REGISTRY}/survey:kept` };
    expect((await handler(input({ images }))).problems).toEqual([
      'an image is named for web/ruoter, which does not go back; expected one of: web, web/sidecar, worker, worker/sidecar',
    ]);
  });

  it('says that a task definition was deleted: another image would not help', async () => {
    const known = [knownService('web', { taskDefinition: 'td:9' })];
    expect(await handler(input({ known }))).toEqual({
      ...{ fit: false, missing: [], deleted: ['web'] },
      problems: ['service web cannot go back to td:9: ECS has deleted this task definition'],
    });
  });

  it('changes nothing', async () => {
    await handler(input());
    expect(aws.inputs('ecs:RegisterTaskDefinition')).toEqual([]);
  });

  everyCall({
    prepare: () => prepare(),
    run: () => handler(input()),
    calls: ['ecs:DescribeTaskDefinition', 'ecr:DescribeImages'],
  });
});
