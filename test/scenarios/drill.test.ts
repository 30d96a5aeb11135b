import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../../cli/exit.ts';
import { Environment } from './environment.ts';
import { typed } from './typed.ts';

const { build } = (await import(fileURLToPath(new URL('../../cli/build.mjs', import.meta.url)))) as {
  build: (outfile: string) => Promise<unknown>;
};

/** A marked alarm goes the way of a real one: by the bus, the rule and the workflow, to a mail. Nothing else may change. */
describe('a drill', () => {
  const folder = mkdtempSync(join(tmpdir(), 'knowngood-drill-'));
  const bundle = join(folder, 'knowngood.cjs');
  let environment: Environment;
  beforeAll(async () => {
    [environment] = await Promise.all([Environment.start(), build(bundle)]);
    await environment.ask('POST', '/surveys', { title: 'Entrega' });
  }, 120_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await environment.cloud.close();
  }, 30_000);

  const run = async (args: readonly string[], variables?: Record<string, string>) =>
    await typed({ environment, folder, bundle }, args, variables);

  /** Somebody who has these of the policies for people. */
  async function person(name: string, ...trusts: readonly string[]): Promise<Record<string, string>> {
    const { iam, kernel } = environment.cloud;
    const service = 'sso.amazonaws.com';
    const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }];
    const ManagedPolicyArns = trusts.map(
      (trust) => `arn:aws:iam::${kernel.account}:policy/knowngood-sandbox-${kernel.region}-may-${trust}`,
    );
    await iam.resources['AWS::IAM::Role']?.(
      { RoleName: name, AssumeRolePolicyDocument: { Statement }, ManagedPolicyArns },
      { stackName: 'Team', logicalId: name, generatedName: name },
    );
    const found = iam.credentials(`arn:aws:iam::${kernel.account}:role/${name}`, { service, sourceArn: '' });
    return {
      AWS_ACCESS_KEY_ID: found.accessKeyId,
      AWS_SECRET_ACCESS_KEY: found.secretAccessKey,
      AWS_SESSION_TOKEN: found.sessionToken ?? '',
    };
  }

  const drills = () => environment.cloud.sns.mailbox().filter(({ subject }) => subject.includes('DRILL'));
  const onRecord = async () =>
    JSON.stringify([
      await environment.status(),
      await environment.ledger('release#'),
      await environment.ledger('rollback#'),
      await environment.ledger('incident'),
      await environment.ledger('automation'),
    ]);

  it('goes the whole way with nothing to undo, and leaves no trace but a mail', async () => {
    const calls = environment.cloud.endpoint.calls.length;
    const before = await onRecord();
    const onCall = await person('on-call', 'read', 'release', 'roll-back');
    const ran = await run(['drill'], onCall);
    expect([ran.code, ran.err], ran.out).toEqual([EXIT.done, '']);
    expect(ran.out).toMatch(
      /✔ a release would meet no problem now\n✔ the alarm survey-5xx-rate came to the workflow after/,
    );
    expect(ran.out).toMatch(/✔ it was decided, and told, after .* s\n✔ whoever practises has been sent/);
    const [mail] = drills();
    expect(mail?.subject).toBe('[sandbox] EXERCÍCIO (DRILL), nada aconteceu: survey-5xx-rate');
    expect(mail?.body).toMatch(
      /^Este é um exercício: nada foi alterado[\s\S]*nada seria desfeito\.\n- não há registro de liberação/,
    );
    expect(await onRecord()).toBe(before);
    expect(environment.changes(calls)).toEqual([]);
    expect(environment.cloud.sns.mailbox().filter(({ subject }) => subject.includes('não gerou'))).toEqual([]);
  }, 90_000);

  it('needs to be let: who may only read sends nothing, and who may drill sends nothing else', async () => {
    const sent = drills().length;
    const denied = await run(['drill'], await person('looker', 'read', 'release'));
    expect([denied.code, denied.err]).toEqual([EXIT.noAccess, expect.stringMatching(/events:PutEvents/)]);
    expect(drills()).toHaveLength(sent);
  }, 60_000);

  it('beside a release that is watched says what an alarm would undo, and hides no alarm', async () => {
    const asked = { version: '2.0.0', reason: 'Sprint 18', migration: 'breaking' };
    const release = await environment.person.start('release', asked);
    await watched(release);
    // The command takes its own time, and the watch must last as long on the slowest machine.
    environment.cloud.clock.setFactor(4);
    const before = await onRecord();
    const ran = await run(['drill', '--alarm', 'survey-5xx-rate', '--json']);
    expect(await onRecord()).toBe(before);
    environment.cloud.clock.setFactor(60);
    const { practised, answer } = JSON.parse(ran.out);
    expect(practised).toMatchObject({ told: true, cause: null });
    expect(answer).toMatchObject({ decision: 'services-and-database', target: { version: expect.any(String) } });
    expect(drills().at(-1)?.body).toMatch(/código, configuração e banco voltariam[\s\S]*Na ordem:/);
    // The release goes on; then the alarm itself rings, and is acted on as if no drill had been.
    const known = await environment.known('rollback');
    await environment.fire('survey-5xx-rate');
    const rollback = await environment.person.ended(await environment.began('rollback', known));
    expect(rollback.status, rollback.cause).toBe('SUCCEEDED');
    expect((await environment.person.ended(release)).error).toBe('RolledBack');
    expect(await environment.version()).toBe('1.0.0');
    await environment.calm('survey-5xx-rate');
  }, 240_000);

  it('is refused for an alarm that starts nothing', async () => {
    const ran = await run(['drill', '--alarm', 'survey-unhealthy-tasks']);
    expect([ran.code, ran.out]).toEqual([EXIT.wrongInput, '']);
    expect(ran.err).toMatch(/--alarm is "survey-unhealthy-tasks"; expected "survey-5xx-rate", "survey-elb-5xx"/);
  }, 30_000);

  it('of a backup restores, proves and deletes a database of its own, and the status shows the times', async () => {
    const calls = environment.cloud.endpoint.calls.length;
    const onCall = await person('restorer', 'read', 'roll-back');
    const before = await instances();
    const ran = await run(['drill', '--backup'], onCall);
    expect([ran.code, ran.err], ran.out).toEqual([EXIT.done, '']);
    // The throw-away database is gone, and everything else is as it was.
    expect(await instances()).toEqual(before);
    const asked = environment.changes(calls).filter((change) => change.startsWith('rds:'));
    expect([...new Set(asked)].sort()).toEqual([
      'rds:DeleteDBInstance',
      expect.stringMatching(/^rds:RestoreDBInstance/),
    ]);
    const mail = environment.cloud.sns.mailbox().find(({ subject }) => subject.includes('Exercício de backup'));
    expect(mail?.subject).toMatch(/ponto de restauração comprovado em \d+ min$/);
    expect(mail?.body).toMatch(/- tabela surveys: \d+ linha/);
    expect((await run(['status'], onCall)).out).toMatch(
      /restored and proven in \d+ min|restaurado e comprovado em \d+ min/,
    );
  }, 240_000);

  const instances = async () => {
    const { DBInstances = [] } = await new RDSClient(environment.settings).send(new DescribeDBInstancesCommand({}));
    return DBInstances.map(({ DBInstanceIdentifier: name }) => name);
  };

  async function watched(release: string): Promise<void> {
    const { states } = environment.cloud;
    for (let n = 0; n < 600; n++) {
      const run = states.executions().find(({ options }) => options.arn === release);
      const entered = run?.history.events.some(({ stateEnteredEventDetails: at }) => at?.name === 'Begin the watch');
      if (entered === true) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('The release was not watched within a minute.');
  }
});
