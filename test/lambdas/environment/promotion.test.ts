import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../../lambdas/environment/inspect-environment/handler.ts';
import type { Promotion } from '../../../lambdas/model/published.ts';
import { NOW } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { digest, REGISTRY } from '../stub/definitions.ts';
import { denied } from '../stub/faults.ts';
import { told } from '../stub/told.ts';
import { IMAGE, input, prepare } from './inspected.ts';

describe('a release that is promoted from another environment', () => {
  const THERE = { environment: 'homologation', region: 'sa-east-1', role: null, elsewhere: false };
  const { release: own } = input();
  const promoted = (change: Partial<Promotion> = {}, promotedFrom: string | null = null) =>
    input({ release: { ...own, promoteFrom: 'homologation' }, promotions: [{ ...THERE, ...change }], promotedFrom });
  const publish = (outcome = 'good') => {
    const values = new Map([
      ['status', 'open'],
      ['release', JSON.stringify({ version: own.version, release: 'r0', outcome, commit: null, images: '' })],
      ['services/web/containers/app/image', `222233334444.dkr.ecr.sa-east-1.amazonaws.com/survey@${digest('d')}`],
    ]);
    aws.on('ssm', {
      GetParameters: ({ Names = [] }) => ({
        Parameters: Names.flatMap((Name) => {
          const Value = values.get(Name.replace('/knowngood/homologation/', ''));
          return Value === undefined ? [] : [{ Name, Value, LastModifiedDate: new Date(NOW) }];
        }),
      }),
    });
  };
  const exact = `${REGISTRY}/survey@${digest('d')}`;
  beforeEach(() => {
    // The tag means another image here.
    prepare({ images: { 'survey:2.0.0': digest('b'), 'survey:promoted': digest('d') } });
  });

  it('takes its images by the digests that run there, whatever the tag means here', async () => {
    publish();
    expect(await handler(promoted())).toMatchObject({ found: { images: { [IMAGE]: exact } } });
  });

  it('refuses what is not good there', async () => {
    publish('unobserved');
    await expect(handler(promoted())).rejects.toMatchObject(
      told('EnvironmentNotReady', /what "homologation" runs is unobserved there/),
    );
  });

  it('refuses an image that this registry does not have by that digest', async () => {
    prepare({ images: { 'survey:2.0.0': digest('b') } });
    publish();
    await expect(handler(promoted())).rejects.toMatchObject(
      told('EnvironmentNotReady', /which "homologation" runs, is not in \S+ by that digest/),
    );
  });

  it('reads another account by its role alone', async () => {
    publish();
    aws.on('sts', {
      AssumeRole: () => ({
        Credentials: { AccessKeyId: 'a', SecretAccessKey: 's', SessionToken: 't', Expiration: new Date(NOW) },
      }),
    });
    const role = 'arn:aws:iam::222233334444:role/knowngood-homologation-sa-east-1-promotion';
    expect(await handler(promoted({ role }))).toMatchObject({ found: { images: { [IMAGE]: exact } } });
    expect(aws.inputs('sts:AssumeRole')).toEqual([
      { RoleArn: role, RoleSessionName: 'knowngood-sandbox', DurationSeconds: 900 },
    ]);
  });

  it('names what it may not read, beside everything else', async () => {
    aws.on('ssm', {
      GetParameters: () => {
        throw denied();
      },
    });
    const asked = promoted();
    const { problems } = await handler({ ...asked, release: { ...asked.release, dryRun: true } });
    expect(problems.join()).toMatch(/the environment it is promoted from could not be looked at \(AccessDenied/);
  });

  it('needs no ledger of an environment elsewhere, from which every release is promoted', async () => {
    publish();
    const asked = promoted({ elsewhere: true }, 'homologation');
    expect(await handler(asked)).toMatchObject({ problems: [] });
    await expect(handler({ ...asked, release: own })).rejects.toMatchObject(
      told('EnvironmentNotReady', /in another account or Region; expected "promoteFrom": "homologation"/),
    );
  });
});
