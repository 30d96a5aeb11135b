import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import {
  CreateRuleCommand,
  DeleteRuleCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createElb, type Elb } from '../../../sandbox/services/elb/elb.ts';
import { until } from '../processes/fake-kernel.ts';
import { Account } from './account.ts';

/**
 * Mistakes 10 and 21 to 24, made with an application load balancer, asked from outside as users do. A virtual minute lasts
 * four seconds; the load balancer takes changes over every ten virtual seconds.
 */
let account: Account;
let elb: Elb;
let client: ElasticLoadBalancingV2Client;
let url = '';
let listener = '';
let group = '';
let application: Server;
const rules: string[] = [];
/** How long the application works on a write (real ms). */
let work = 0;
const written: string[] = [];
const sockets = new Set<Duplex>();

const page = (MessageBody = 'back soon', more: object = {}) => ({
  Type: 'fixed-response' as const,
  FixedResponseConfig: { StatusCode: '503', ContentType: 'text/html', MessageBody, ...more },
});
const EVERYTHING = [{ Field: 'path-pattern', PathPatternConfig: { Values: ['*'] } }];
const forward = () => [{ Type: 'forward' as const, TargetGroupArn: group }];
const get = async (headers: Record<string, string> = {}, at = url) => {
  const response = await fetch(at, { headers });
  return { status: response.status, body: await response.text(), headers: response.headers };
};
const rule = async (Priority: number, Conditions: object[], Actions: object[], more: object = {}) => {
  const { Rules } = await client.send(
    new CreateRuleCommand({ ListenerArn: listener, Priority, Conditions, Actions, ...more } as never),
  );
  rules.push(Rules?.[0]?.RuleArn ?? '');
};
const TEMPLATE = () => ({
  LoadBalancerArn: balancer,
  Port: 80,
  DefaultActions: [{ Type: 'forward', TargetGroupArn: group }],
});
let balancer = '';

beforeAll(async () => {
  account = await Account.open(15, (kernel) => {
    elb = createElb(kernel);
    return [elb];
  });
  client = new ElasticLoadBalancingV2Client(account.settings());
  application = createServer((asked, response) => {
    const write = asked.method === 'POST';
    setTimeout(
      () => {
        if (write) written.push(asked.url ?? '');
        response.end('application');
      },
      write ? work : 0,
    );
  }).listen(0, '127.0.0.1');
  application.on('upgrade', (_asked, socket: Duplex) => {
    sockets.add(socket);
    socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: text\r\nconnection: Upgrade\r\n\r\n');
    socket.on('data', (data) => written.push(String(data)));
  });
  await once(application, 'listening');
  ({ ref: group } = await account.create('AWS::ElasticLoadBalancingV2::TargetGroup', {
    ...{ Name: 'web', TargetType: 'ip', HealthCheckIntervalSeconds: 10, HealthyThresholdCount: 2 },
  }));
  ({ ref: balancer } = await account.create('AWS::ElasticLoadBalancingV2::LoadBalancer', { Name: 'survey' }));
  ({ ref: listener } = await account.create('AWS::ElasticLoadBalancingV2::Listener', TEMPLATE()));
  url = elb.publicUrl(listener);
  const target = { host: '127.0.0.1', port: (application.address() as AddressInfo).port };
  elb.register(group, target);
  await until(() => elb.healthOf(group, target) === 'healthy');
});
afterEach(async () => {
  work = 0;
  for (const RuleArn of rules.splice(0)) await client.send(new DeleteRuleCommand({ RuleArn }));
  await until(async () => (await get()).body === 'application');
});
afterAll(async () => {
  await account.close();
  for (const socket of sockets) socket.destroy();
  application.closeAllConnections();
  application.close();
});

describe('10: a priority in use', () => {
  it('is our own rule, when the answer of the call that made it was lost', async () => {
    const again = new ElasticLoadBalancingV2Client(account.settings('sandbox', 3));
    let lost = 0;
    account.endpoint.faults = ({ operation }) =>
      operation === 'CreateRule' && lost++ === 0 ? 'lose-answer' : undefined;
    const Tags = [{ Key: 'knowngood', Value: 'maintenance' }];
    const sent = again.send(
      new CreateRuleCommand({ ListenerArn: listener, Priority: 1, Conditions: EVERYTHING, Actions: [page()], Tags }),
    );
    await expect(sent).rejects.toMatchObject({ name: 'PriorityInUseException' });
    account.endpoint.faults = () => undefined;
    const { Rules } = await client.send(new DescribeRulesCommand({ ListenerArn: listener }));
    const taken = Rules?.find(({ Priority }) => Priority === '1')?.RuleArn ?? '';
    const { TagDescriptions } = await client.send(new DescribeTagsCommand({ ResourceArns: [taken] }));
    expect(TagDescriptions?.[0]?.Tags).toEqual(Tags);
    rules.push(taken);
  });
});

describe('maintenance mode', () => {
  it('21: put into the default action, it is undone by the stack’s next deployment; a rule of its own is not', async () => {
    await client.send(new ModifyListenerCommand({ ListenerArn: listener, DefaultActions: [page()] }));
    await until(async () => (await get()).status === 503);
    await account.create('AWS::ElasticLoadBalancingV2::Listener', TEMPLATE());
    await until(async () => (await get()).status === 200);

    await rule(1, EVERYTHING, [page()]);
    await until(async () => (await get()).status === 503);
    await account.create('AWS::ElasticLoadBalancingV2::Listener', TEMPLATE());
    await account.kernel.clock.sleep(30_000);
    expect((await get()).status).toBe(503);
  });
  it('21: put into the default action, it does not reach the traffic of other rules', async () => {
    await rule(5, [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } }], forward());
    await client.send(new ModifyListenerCommand({ ListenerArn: listener, DefaultActions: [page()] }));
    await until(async () => (await get()).status === 503);
    expect((await get({}, `${url}/api/answers`)).body).toBe('application');
    await client.send(new ModifyListenerCommand({ ListenerArn: listener, DefaultActions: forward() }));
  });

  it('22: it is not in force when the call has answered', async () => {
    await rule(1, EVERYTHING, [page()]);
    expect((await get()).body).toBe('application');
    await until(async () => (await get()).status === 503);
  });
  it('22: it does not cut what is in flight: a write that began before is done after', async () => {
    work = 3_000;
    const sent = new Promise<number>((resolve, reject) => {
      request(`${url}/answers/late`, { method: 'POST' }, (response) => {
        response.resume().on('end', () => resolve(response.statusCode ?? 0));
      })
        .on('error', reject)
        .end('9');
    });
    await rule(1, EVERYTHING, [page()]);
    await until(async () => (await get()).status === 503);
    expect(written).not.toContain('/answers/late');
    expect(await sent).toBe(200);
    expect(written).toContain('/answers/late');
  });

  it('22: it does not cut an open WebSocket, which goes on writing', async () => {
    const open = await new Promise<Duplex>((resolve, reject) => {
      request(`${url}/live`, { headers: { connection: 'Upgrade', upgrade: 'text' } })
        .on('upgrade', (_answer, socket) => resolve(socket))
        .on('error', reject)
        .end();
    });
    open.write('before');
    await until(() => written.includes('before'));
    await rule(1, EVERYTHING, [page()]);
    await until(async () => (await get()).status === 503);
    open.write('after');
    await until(() => written.includes('after'));
    open.destroy();
    // A new one is not opened any more.
    const refused = new Promise<number | undefined>((resolve, reject) => {
      request(`${url}/live`, { headers: { connection: 'Upgrade', upgrade: 'text' } })
        .on('response', (answer) => resolve(answer.resume().statusCode))
        .on('upgrade', () => resolve(101))
        .on('error', reject)
        .end();
    });
    expect(await refused).toBe(503);
  });

  it('23: a fixed response carries no Retry-After, whatever is asked for', async () => {
    await rule(1, EVERYTHING, [page('back soon', { Headers: { 'Retry-After': '120' } })]);
    const served = await until(async () => {
      const answer = await get();
      return answer.status === 503 ? answer : undefined;
    });
    expect(served.headers.get('retry-after')).toBeNull();
  });
  it('23: a page of more than 1,024 characters is refused', async () => {
    const sent = rule(1, EVERYTHING, [page('x'.repeat(1_025))]);
    await expect(sent).rejects.toMatchObject({ name: 'ValidationError' });
  });
  it('23: its own 503 count as errors of the load balancer, which trips an alarm on them', async () => {
    await rule(1, EVERYTHING, [page()]);
    await until(async () => (await get()).status === 503);
    const counted = (metric: string) => account.measured.filter((one) => one.metric === metric).length;
    expect(counted('HTTPCode_ELB_5XX_Count')).toBeGreaterThan(0);
    expect(counted('HTTPCode_Target_5XX_Count')).toBe(0);
  });

  it('24: a way in for testers that comes after the page is never reached', async () => {
    const bypass = [{ Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-bypass', Values: ['secret'] } }];
    await rule(1, EVERYTHING, [page()]);
    await rule(2, bypass, forward());
    await until(async () => (await get()).status === 503);
    expect((await get({ 'x-bypass': 'secret' })).status).toBe(503);
    await rule(3, bypass, forward());
    const [first = ''] = rules.splice(0, 1);
    await client.send(new DeleteRuleCommand({ RuleArn: first }));
    await rule(9, EVERYTHING, [page()]);
    await until(async () => (await get({ 'x-bypass': 'secret' })).body === 'application');
    expect((await get()).status).toBe(503);
  });
  it('24: a way in by source address lets everybody in who comes through the proxy in front', async () => {
    await rule(1, [{ Field: 'source-ip', SourceIpConfig: { Values: ['127.0.0.1/32'] } }], forward());
    await rule(2, EVERYTHING, [page()]);
    await account.kernel.clock.sleep(30_000);
    // Whom the proxy says it speaks for is not looked at: the peer is the proxy.
    expect((await get({ 'x-forwarded-for': '203.0.113.9' })).body).toBe('application');
  });
});
