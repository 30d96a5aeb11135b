import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../cli/exit.ts';
import { NewUser } from './new-user.ts';

/** What `init` may ask, as docs/command-line.md lists it: with these permissions, and none else, it has to do. */
const document = readFileSync(new URL('../../docs/command-line.md', import.meta.url), 'utf8');
const [, listed = ''] = /`init` asks by these actions alone: ([\s\S]*?)\./.exec(document) ?? [];
const ACTIONS = [...listed.matchAll(/`([a-z0-9-]+:[A-Za-z]+)`/g)].map(([, action = '']) => action);

/** A new user's way: what AWS tells, the questions answered, a control plane with it, a first release. */
describe('from init to a first release', () => {
  let user: NewUser;
  beforeAll(async () => {
    user = await NewUser.arrive();
  }, 120_000);
  afterAll(async () => await user.leave(), 30_000);

  /** Somebody who may read, and nothing else. */
  async function reader(actions: readonly string[], name: string): Promise<Record<string, string>> {
    const { iam, kernel } = user.environment.cloud;
    const service = 'sso.amazonaws.com';
    const trust = { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }] };
    const PolicyDocument = { Statement: [{ Effect: 'Allow', Action: [...actions], Resource: '*' }] };
    await iam.resources['AWS::IAM::Role']?.(
      { RoleName: name, AssumeRolePolicyDocument: trust, Policies: [{ PolicyName: 'read', PolicyDocument }] },
      { stackName: 'Team', logicalId: name, generatedName: name },
    );
    const found = iam.credentials(`arn:aws:iam::${kernel.account}:role/${name}`, { service, sourceArn: '' });
    return {
      AWS_ACCESS_KEY_ID: found.accessKeyId,
      AWS_SECRET_ACCESS_KEY: found.secretAccessKey,
      AWS_SESSION_TOKEN: found.sessionToken ?? '',
    };
  }

  const init = ['init', 'sandbox', '--cluster', 'survey', '--service', 'web', '--service', 'worker'];

  it('writes what AWS tells, with the permissions that its document lists', async () => {
    expect(ACTIONS.length).toBeGreaterThan(8);
    const written = await user.run(init, await reader(ACTIONS, 'initiator'));
    expect([written.code, written.err], written.out).toEqual([EXIT.done, '']);
    expect(written.out).toMatch(/^Written: config\/sandbox\.ts\n\d+ questions are left/);
    const text = readFileSync(user.file, 'utf8');
    expect(text).toMatch(/parameter: '\/survey\/database\/host', format: 'host:port'/);
    expect(text).toMatch(/name: 'survey-5xx-rate', criterion: 'end-user-impact', action: 'notify'/);
    expect(text).toMatch(/repositories: \['111122223333\.dkr\.ecr\.sa-east-1\.amazonaws\.com\/otel-collector'\]/);
    expect(text).toContain("configurationPaths: ['/survey/config/']");
    expect(text).toContain('the host of "url" is of this one');
  }, 60_000);

  it.each(ACTIONS)(
    'needs %s, or says what it could not read',
    async (action) => {
      const output = join(user.folder, `without-${action.replace(':', '-')}.ts`);
      const others = ACTIONS.filter((one) => one !== action);
      const ran = await user.run([...init, '--output', output], await reader(others, action.replace(':', '-')));
      const whole = questionsIn(readFileSync(user.file, 'utf8')).length;
      if (ran.code === EXIT.noAccess) expect(ran.err).toContain(action);
      else {
        const text = readFileSync(output, 'utf8');
        const unsaid = questionsIn(text).length === whole && !text.includes('may not read');
        // A count that scales by itself is a remark alone, and no proxy is there to be found.
        const remarks = ['application-autoscaling:DescribeScalableTargets', 'rds:DescribeDBProxies'];
        expect(unsaid && !remarks.includes(action), text).toBe(false);
      }
    },
    60_000,
  );

  it('overwrites nothing, and refuses what it does not know', async () => {
    const again = await user.run(init);
    expect([again.code, again.err]).toEqual([EXIT.wrongInput, expect.stringMatching(/exists already/)]);
    const named = await user.run(['init', 'Prod!']);
    expect([named.code, named.err]).toEqual([EXIT.wrongInput, expect.stringMatching(/<name> is "Prod!"; expected/)]);
    const cluster = await user.run(['init', 'x', '--cluster', 'other']);
    expect([cluster.code, cluster.err]).toEqual([EXIT.notFound, expect.stringMatching(/expected one of "survey"/)]);
    const unanswered = await user.run(['config', 'check', user.file]);
    expect([unanswered.code, unanswered.out]).toEqual([
      EXIT.refused,
      expect.stringMatching(/database\.tables\.0: is a question of knowngood init; expected its answer: tables that/),
    ]);
  }, 60_000);

  it('is refused until every question is answered, then releases', async () => {
    await user.answer();
    const valid = await user.run(['config', 'check', user.file]);
    expect([valid.code, valid.out]).toEqual([EXIT.done, `${user.file} is a valid configuration.\n`]);
    await user.deploy();
    const release = await user.run(['release', '1.1.0', '--reason', 'The first one', '--migration', 'compatible']);
    expect([release.code, release.err], release.out).toEqual([EXIT.done, '']);
    expect(await user.environment.version()).toBe('1.1.0');
    const [record] = await user.environment.ledger('release#');
    expect(record).toMatchObject({ version: '1.1.0', outcome: 'good' });
  }, 180_000);

  const questionsIn = (text: string): string[] => [...text.matchAll(/'\?\?\? /g)].map(([one]) => one);
});
