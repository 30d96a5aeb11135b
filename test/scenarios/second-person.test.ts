import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../cli/exit.ts';
import { assemblyWith } from './assembly-with.ts';
import { Environment } from './environment.ts';
import { type Ran, typed } from './typed.ts';

const { build } = (await import(fileURLToPath(new URL('../../cli/build.mjs', import.meta.url)))) as {
  build: (outfile: string) => Promise<unknown>;
};

const IDENTITY_CENTER = 'AWSReservedSSO_OnCall_0123456789abcdef';
const OTHER_SET = 'AWSReservedSSO_Admin_fedcba9876543210';
const PLAIN = 'OnCallByHand';

/** Two people decide what cannot be undone: by the address of a function with IAM authorization, and by nothing else. */
describe('where a second person is required', () => {
  const folder = mkdtempSync(join(tmpdir(), 'knowngood-second-person-'));
  const bundle = join(folder, 'knowngood.cjs');
  let environment: Environment;
  let [ana, anaElsewhere, rui, plain]: Record<string, string>[] = [];

  beforeAll(async () => {
    const assembly = assemblyWith({ requireSecondPerson: {} });
    [environment] = await Promise.all([Environment.start({ assembly }), build(bundle)]);
    for (const name of [IDENTITY_CENTER, OTHER_SET, PLAIN]) await role(name);
    ana = session(IDENTITY_CENTER, 'ana@example.com');
    anaElsewhere = session(OTHER_SET, 'Ana@example.com');
    rui = session(IDENTITY_CENTER, 'rui@example.com');
    plain = session(PLAIN, 'rui@example.com');
  }, 120_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await environment.cloud.close();
  }, 30_000);

  async function role(name: string): Promise<void> {
    const { iam, kernel } = environment.cloud;
    const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'sso.amazonaws.com' } }];
    const ManagedPolicyArns = ['read', 'decide'].map(
      (trust) => `arn:aws:iam::${kernel.account}:policy/knowngood-sandbox-${kernel.region}-may-${trust}`,
    );
    await iam.resources['AWS::IAM::Role']?.(
      { RoleName: name, AssumeRolePolicyDocument: { Statement }, ManagedPolicyArns },
      { stackName: 'Team', logicalId: name, generatedName: name },
    );
  }

  function session(name: string, person: string): Record<string, string> {
    const { iam, kernel } = environment.cloud;
    const found = iam.session(`arn:aws:iam::${kernel.account}:role/${name}`, person);
    return {
      AWS_ACCESS_KEY_ID: found.accessKeyId,
      AWS_SECRET_ACCESS_KEY: found.secretAccessKey,
      AWS_SESSION_TOKEN: found.sessionToken,
    };
  }

  const run = (by: Record<string, string> | undefined, ...args: string[]): Promise<Ran> =>
    typed({ environment, folder, bundle }, [...args, '--json'], by);
  const off = ['automation', 'off', '--until', '1d', '--reason', 'Load test of the surveys'];
  const automation = async () => (await environment.ledger('automation'))[0]?.['off'];
  const virtual = (hours: number) => new Date(environment.cloud.clock.now() + hours * 3_600_000).toISOString();

  it('a start by hand is refused, and nothing is touched', async () => {
    const ended = await environment.run('decision', { automation: 'off', until: virtual(2), reason: 'Load test' });
    expect([ended.status, ended.error]).toEqual(['FAILED', 'RequestRefused']);
    expect(ended.cause).toContain('needs a second person here');
    const loss = { reason: 'x', criterion: 'history', database: 'restore', acceptLostWrites: 'unknown' };
    const named = await environment.run('decision', { ...loss, secondPerson: '20260101000000-00000000' });
    expect([named.error, named.cause]).toEqual(['RequestRefused', expect.stringContaining('there is none of that id')]);
    expect(await automation()).toBeUndefined();
    expect(await environment.status()).toMatchObject({ status: 'open', maintenance: null });
  }, 30_000);

  it('one asks, the same person is refused by any session, another one confirms, and it is carried out once', async () => {
    const asked = await run(ana, ...off);
    expect(asked).toMatchObject({ code: EXIT.done });
    const { asked: id, by } = JSON.parse(asked.out) as { asked: string; by: string };
    expect(by).toBe('ana@example.com');
    const mail = await environment.mail('ana@example.com pede a confirmação');
    expect(mail).toContain(`knowngood decide --confirm ${id} --environment sandbox`);
    expect(mail).toContain('curl --aws-sigv4 "aws:amz:sa-east-1:lambda"');
    expect(await automation()).toBeUndefined();

    for (const same of [ana, anaElsewhere]) {
      const refused = await run(same, 'decide', '--confirm', id, '--yes');
      expect([refused.code, refused.err]).toEqual([EXIT.refused, expect.stringContaining('may be the same person')]);
    }
    const nameless = await run(plain, 'decide', '--confirm', id, '--yes');
    expect([nameless.code, nameless.err]).toEqual([EXIT.refused, expect.stringContaining('names the session freely')]);
    expect(await automation()).toBeUndefined();

    const confirmed = await run(rui, 'decide', '--confirm', id, '--yes', '--no-wait');
    expect(confirmed).toMatchObject({ code: EXIT.done });
    const { execution } = JSON.parse(confirmed.out) as { execution: string };
    expect(await environment.person.ended(execution)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await automation()).toMatchObject({ reason: 'Load test of the surveys', by: 'ana@example.com' });
    expect(await environment.mail('rui@example.com confirmou')).toContain(id);
    const [record] = await environment.ledger('second-person#');
    expect(record).toMatchObject({
      asked: { person: 'ana@example.com' },
      confirmed: { person: 'rui@example.com' },
      execution,
    });

    const again = await run(rui, 'decide', '--confirm', id, '--yes');
    expect([again.code, again.err]).toEqual([EXIT.refused, expect.stringContaining('carried out already')]);
    const content = JSON.parse(String(record?.['content']));
    const replayed = await environment.run('decision', { ...content, secondPerson: id });
    expect([replayed.error, replayed.cause]).toEqual(['RequestRefused', expect.stringContaining('has carried out')]);
  }, 60_000);

  it('who only reads comes to neither, and nobody unsigned does', async () => {
    const { iam, kernel } = environment.cloud;
    const stateMachineArn = `arn:aws:states:${kernel.region}:${kernel.account}:stateMachine:knowngood-sandbox-decision`;
    const { definition = '' } = await new SFNClient(environment.settings).send(
      new DescribeStateMachineCommand({ stateMachineArn }),
    );
    const [url = ''] = /http[^"]+lambda-url[^"]+/.exec(definition) ?? [];
    expect((await fetch(url, { method: 'POST', body: '{}' })).status).toBe(403);
    const arn = `arn:aws:lambda:${kernel.region}:${kernel.account}:function:knowngood-sandbox-second-person`;
    const who = { arn: `arn:aws:iam::${kernel.account}:role/${IDENTITY_CENTER}` };
    // Past the address anybody could say who they are.
    expect(() => iam.authorize(who, { action: 'lambda:InvokeFunction', resource: arn })).toThrow(/not authorized/);
  }, 30_000);
});
