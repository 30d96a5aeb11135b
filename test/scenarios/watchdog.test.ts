import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import {
  CreateRuleCommand,
  DeleteRuleCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { DisableRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Environment } from './environment.ts';

/** Events of executions are best effort. What they do not tell, the watchdog finds. */
describe('what no event told', () => {
  let environment: Environment;
  beforeAll(async () => {
    environment = await Environment.start();
    await environment.ask('POST', '/surveys', { title: 'Loja' });
  }, 90_000);
  afterAll(async () => environment.cloud.close(), 30_000);
  const broken = { error: { errorType: 'BrokenOnPurpose', errorMessage: 'broken until somebody mends it' } };
  const mails = (words: string) =>
    environment.cloud.sns.mailbox().filter((m) => m.to === 'devops@pesquisas.example' && m.subject.includes(words));

  /** A release that fails its checks and cannot start its rollback. */
  async function dyingRelease(): Promise<string> {
    environment.cloud.functions.faults = (name) => (name.endsWith('-start-rollback') ? broken : undefined);
    const arn = await environment.person.start('release', {
      version: '1.1.0',
      reason: 'a wrong setting',
      services: { web: { environment: { DATABASE_NAME: 'nowhere' } } },
    });
    expect((await environment.person.ended(arn)).status).toBe('FAILED');
    return arn;
  }

  it('a release that died without its rollback: Escalate starts it, and tells', async () => {
    const known = await environment.known('rollback');
    await dyingRelease();
    const ended = await environment.person.ended(await environment.began('rollback', known));
    expect(JSON.parse(ended.output ?? '{}'), ended.cause).toMatchObject({ decision: 'services' });
    expect(mails('A liberação falhou')[0]?.body).toContain('O rollback dela foi iniciado');
    expect((await environment.ask('GET', '/surveys')).status).toBe(200);
  }, 120_000);

  it('the same with its event lost: the watchdog starts it, and tells', async () => {
    const told = mails('A liberação falhou').length;
    const known = await environment.known('rollback');
    environment.cloud.events.delivery = (event) => (event.source === 'aws.states' ? 'never' : 'once');
    await dyingRelease();
    const ended = await environment.person.ended(await environment.began('rollback', known));
    environment.cloud.events.delivery = () => 'once';
    environment.cloud.functions.faults = () => undefined;
    expect(JSON.parse(ended.output ?? '{}'), ended.cause).toMatchObject({ decision: 'services' });
    expect(mails('A liberação falhou')).toHaveLength(told);
    expect(mails('O monitoramento encontrou: trabalho inacabado')[0]?.body).toContain('O rollback dela foi iniciado');
    expect(await environment.status()).toEqual({ status: 'open', maintenance: null, stopped: 0 });
  }, 120_000);

  it('a service that somebody deployed past us is told once, not every minute; and is not undone', async () => {
    const release = await environment.run('release', { version: '1.1.0', reason: 'good' });
    expect(release.status, release.cause).toBe('SUCCEEDED');
    const ours = (await environment.taskDefinition('web'))?.taskDefinitionArn ?? '';
    const theirs = ours.replace(/:(\d+)$/, (_all, n: string) => `:${Number(n) - 1}`);
    const deploy = (taskDefinition: string) =>
      environment.person.ecs.send(new UpdateServiceCommand({ cluster: 'survey', service: 'web', taskDefinition }));
    environment.cloud.cloudformation.put('SurveyPlatform', 'UPDATE_COMPLETE');
    await deploy(theirs);
    await expect.poll(() => mails('um serviço alterado por fora').length, { timeout: 30_000 }).toBe(1);
    expect(mails('um serviço alterado por fora')[0]?.body).toContain('Quem o mudou foi a stack SurveyPlatform');
    await environment.cloud.clock.sleep(5 * 60_000);
    expect(mails('um serviço alterado por fora')).toHaveLength(1);
    expect((await environment.taskDefinition('web'))?.taskDefinitionArn).toBe(theirs);
    await deploy(ours);
    await environment.person.servicesSteady();
  }, 120_000);

  it('a rule that would win over the page is told, with the stack that made the load balancer', async () => {
    const elb = new ElasticLoadBalancingV2Client(environment.settings);
    const { TargetGroups = [] } = await elb.send(new DescribeTargetGroupsCommand({}));
    const { Rules = [] } = await elb.send(
      new CreateRuleCommand({
        ListenerArn: environment.cloud.deployment.outputs('SurveyPlatform')['HttpListenerArn'],
        Priority: 1,
        Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/novo/*'] } }],
        Actions: [{ Type: 'forward', TargetGroupArn: TargetGroups[0]?.TargetGroupArn }],
      }),
    );
    const words = 'uma regra de listener alterada por fora';
    await expect.poll(() => mails(words).length, { timeout: 30_000 }).toBe(1);
    expect(mails(words)[0]?.body).toMatch(/a regra de prioridade 1 \(\/novo\/\*\) passaria na frente da página/);
    expect(mails(words)[0]?.body).toContain('a stack SurveyPlatform do CloudFormation');
    await elb.send(new DeleteRuleCommand({ RuleArn: Rules[0]?.RuleArn }));
  }, 60_000);

  it('what the functions that tell cannot tell is told by alarms', async () => {
    const { cloud } = environment;
    const sent = () => cloud.sns.mailbox().filter((m) => m.to === 'devops@pesquisas.example');
    const before = sent().length;
    const since = () =>
      sent()
        .slice(before)
        .map(({ subject }) => subject);
    cloud.endpoint.faults = ({ operation }) => (operation === 'Publish' ? 'access-denied' : undefined);
    cloud.functions.faults = (name) => (name.endsWith('-escalate') ? broken : undefined);
    const refused = await environment.run('release', { version: '9.9.9', reason: 'a version that there is not' });
    expect(refused.status).toBe('FAILED');
    const alarms = ['knowngood-sandbox-message-not-sent', 'knowngood-sandbox-ending-not-told'];
    for (const alarm of alarms)
      await expect.poll(since, { timeout: 30_000 }).toContainEqual(expect.stringContaining(alarm));
    cloud.endpoint.faults = () => undefined;
    cloud.functions.faults = () => undefined;
    // Nothing else has told of it.
    expect(since().filter((subject) => !alarms.some((alarm) => subject.includes(alarm)))).toEqual([]);
  }, 90_000);

  it('functions that nobody has invoked for weeks are woken, and one that does not answer is told by an alarm', async () => {
    const { functions } = environment.cloud;
    functions.becomeIdle();
    const woken = await environment.run('wake', {});
    expect(woken.status, woken.cause).toBe('SUCCEEDED');
    functions.faults = (name) => (name.endsWith('-prove-database') ? broken : undefined);
    const told = mails('knowngood-sandbox-functions-do-not-answer').length;
    const silent = await environment.run('wake', {});
    expect(silent).toMatchObject({ error: 'FunctionsDoNotAnswer', cause: 'prove-database: BrokenOnPurpose' });
    await expect
      .poll(() => mails('knowngood-sandbox-functions-do-not-answer').length, { timeout: 30_000 })
      .toBeGreaterThan(told);
    functions.faults = () => undefined;
  }, 90_000);

  it('its own silence is told by an alarm', async () => {
    const { endpointUrl: endpoint, kernel } = environment.cloud;
    const events = new EventBridgeClient({
      endpoint,
      region: kernel.region,
      credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
    });
    await events.send(new DisableRuleCommand({ Name: 'knowngood-sandbox-watchdog' }));
    await expect.poll(() => mails('knowngood-sandbox-watchdog-silent').length, { timeout: 60_000 }).toBeGreaterThan(0);
  }, 90_000);
});
