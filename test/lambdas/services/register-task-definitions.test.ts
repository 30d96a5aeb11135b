import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/services/register-task-definitions/contract.ts';
import { handler } from '../../../lambdas/services/register-task-definitions/handler.ts';
import { NOTHING } from '../nothing.ts';
import { knownService, LOCK, NOW, request, SERVICES, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { Definitions, digest, REGISTRY } from '../stub/definitions.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { told } from '../stub/told.ts';

const ASKED = `${REGISTRY}/survey:2.0.0`;
const EXACT = `${REGISTRY}/survey@${digest('b')}`;
const input = (change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  now: NOW,
  release: request({ changes: [{ service: 'web', image: ASKED, cpu: '512', environment: { NPS: 'on' } }] }),
  services: SERVICES,
  known: [knownService('web', { desiredCount: 2 }), knownService('worker', { desiredCount: 1 })],
  images: { [ASKED]: EXACT },
  ...change,
});

let definitions: Definitions;
const prepare = async () => {
  definitions = new Definitions();
  definitions.add('td:1', `${REGISTRY}/survey:1.0.0`);
  definitions.play();
  await ledger.put('status', status());
};
beforeEach(prepare);

describe('register-task-definitions', () => {
  it('registers what runs now with the image by its digest and what the release asks for', async () => {
    expect(await handler(input())).toEqual({
      targets: [{ service: 'web', kind: 'web', taskDefinition: 'arn:td/survey-web:2', desiredCount: null }],
      switches: [
        {
          service: 'web',
          taskDefinition: 'arn:td/survey-web:2',
          accepts: ['td:1', 'arn:td/survey-web:2'],
          desiredCount: null,
        },
      ],
    });
    expect(aws.inputs('ecs:RegisterTaskDefinition')).toEqual([
      {
        family: 'survey-web',
        cpu: '512',
        memory: '512',
        containerDefinitions: [
          {
            name: 'app',
            image: EXACT,
            environment: [
              { name: 'STAGE', value: 'test' },
              { name: 'NPS', value: 'on' },
            ],
          },
          { name: 'sidecar', image: 'sidecar:1' },
        ],
        tags: [{ key: 'team', value: 'survey' }],
      },
    ]);
  });

  it('takes the count that the release asks for', async () => {
    const changes = [{ service: 'web', image: ASKED, desiredCount: 4 }];
    const { targets } = await handler(input({ release: request({ changes }) }));
    expect(targets).toMatchObject([{ service: 'web', desiredCount: 4 }]);
  });

  it('targets the services a breaking release does not move, too, as they are: the fence stops every one', async () => {
    const changes = [{ service: 'worker', image: ASKED }];
    const stopped = { web: { desiredCount: 2, suspended: null }, worker: { desiredCount: 1, suspended: null } };
    await ledger.put('status', status({ stopped }));
    const fenced = request({ changes, migration: 'breaking', fenced: true });
    const { targets, switches } = await handler(input({ release: fenced }));
    expect(targets).toEqual([
      { service: 'web', kind: 'web', taskDefinition: 'td:1', desiredCount: null },
      { service: 'worker', kind: 'worker', taskDefinition: 'arn:td/survey-web:2', desiredCount: null },
    ]);
    expect(switches.map(({ desiredCount }) => desiredCount)).toEqual([2, 0]);
  });

  it.each(['web', 'App', 'app ', 'ap', 'application', ''])(
    'fails with ContainerMissing where the definition has no container "%s": the old image would run on',
    async (container) => {
      const services = SERVICES.map((service) => ({ ...service, container }));
      await expect(handler(input({ services }))).rejects.toMatchObject(
        told('ContainerMissing', new RegExp(`"web" has no container "${container}"; it has app, sidecar`)),
      );
      expect(aws.inputs('ecs:RegisterTaskDefinition')).toEqual([]);
      expect(await ledger.read('status')).toMatchObject({ intents: NOTHING });
    },
  );

  it('fails with ContainerMissing where the definition has no container at all', async () => {
    definitions.known['td:1'] = { family: 'survey-web', status: 'ACTIVE', containerDefinitions: [] };
    await expect(handler(input())).rejects.toMatchObject(told('ContainerMissing', /it has none\./));
  });

  it('leaves out a service that the known good does not know', async () => {
    expect(await handler(input({ known: [] }))).toEqual({ targets: [], switches: [] });
    expect(aws.inputs('ecs:RegisterTaskDefinition')).toEqual([]);
  });

  it('keeps an answer of ECS that names no such definition', async () => {
    const gone = handler(input({ known: [knownService('web', { taskDefinition: 'td:gone' })] }));
    await expect(gone).rejects.toMatchObject(told('ClientException', /Unable to describe/));
    expect(await ledger.read('status')).toMatchObject({ intents: NOTHING });
  });

  it('of an execution that lost the environment registers nothing: LockLost', async () => {
    await ledger.put('status', status({ fence: 2 }));
    await expect(handler(input())).rejects.toMatchObject(told('LockLost'));
    expect(aws.called()).toEqual([]);
  });

  everyCall({
    prepare,
    // Called again it registers an equal revision: what the targets run is the same.
    run: async () =>
      (await handler(input())).targets.map((target) => ({
        ...target,
        taskDefinition: definitions.known[target.taskDefinition],
      })),
    calls: [
      'dynamodb:TransactWriteItems',
      'dynamodb:GetItem',
      'ecs:DescribeTaskDefinition',
      'ecs:RegisterTaskDefinition',
      'dynamodb:UpdateItem',
    ],
  });
});
