import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createElb, type Elb } from '../../../../sandbox/services/elb/elb.ts';
import type { Target } from '../../../../sandbox/services/elb/target-group.ts';
import { create, type FakeKernel, fakeKernel, PERSON, until } from '../../processes/fake-kernel.ts';

const call = { principal: PERSON };
const MAINTENANCE = {
  Type: 'fixed-response' as const,
  FixedResponseConfig: { StatusCode: '503', ContentType: 'text/html', MessageBody: '<h1>Back soon</h1>' },
};
const EVERYTHING = { Field: 'path-pattern', PathPatternConfig: { Values: ['*'] } };

let kernel: FakeKernel;
let elb: Elb;
let group: string;
let listener: string;
let url: string;
let servers: Server[];

/** A target that says `name`, or what `answer` says. */
async function target(
  name: string,
  answer: (path: string) => number = () => 200,
): Promise<Target & { server: Server }> {
  const server = createServer((request, response) => {
    response.statusCode = answer(request.url ?? '');
    response.end(`${name} ${request.headers['x-forwarded-for']}`);
  }).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { host: '127.0.0.1', port: address.port, server };
}

const healthy = (t: Target) => until(() => elb.healthOf(group, t) === 'healthy');
const get = async (path = '/', headers: Record<string, string> = {}) => {
  const response = await fetch(url + path, { headers, redirect: 'manual' });
  return { status: response.status, body: await response.text() };
};
const createRule = async (
  Priority: number,
  Conditions: object[],
  Actions: object[],
  Tags: { Key: string; Value: string }[] = [],
) =>
  elb.handlers.CreateRule?.(
    { ListenerArn: listener, Priority, Conditions, Actions, ...(Tags.length ? { Tags } : {}) } as never,
    call,
  );
const measured = (metric: string, dimensions: number) =>
  kernel.measured.filter((m) => m.metric === metric && Object.keys(m.dimensions).length === dimensions).length;

beforeEach(async () => {
  servers = [];
  kernel = fakeKernel();
  elb = createElb(kernel);
  const made = await create(elb, 'AWS::ElasticLoadBalancingV2::TargetGroup', {
    Name: 'web',
    TargetType: 'ip',
    HealthCheckIntervalSeconds: 10,
    HealthyThresholdCount: 2,
    TargetGroupAttributes: [
      { Key: 'deregistration_delay.timeout_seconds', Value: '60' },
      { Key: 'stickiness.enabled', Value: 'false' },
    ],
  });
  group = made.ref;
  const loadBalancer = await create(elb, 'AWS::ElasticLoadBalancingV2::LoadBalancer', { Name: 'survey' });
  const created = await create(elb, 'AWS::ElasticLoadBalancingV2::Listener', {
    LoadBalancerArn: loadBalancer.ref,
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: group }],
  });
  listener = created.ref;
  url = elb.publicUrl(listener);
  expect(`http://${loadBalancer.attributes?.['DNSName']}`).toBe(url);
});
afterEach(async () => {
  await elb.close?.();
  for (const server of servers) server.close().closeAllConnections();
});

describe('targets', () => {
  it('shares requests among the healthy', async () => {
    const [a, b] = [await target('a'), await target('b')];
    const ill = await target('ill', (path) => (path === '/' ? 500 : 200));
    for (const t of [a, b, ill]) elb.register(group, t);
    await Promise.all([healthy(a), healthy(b), until(() => elb.healthOf(group, ill) === 'unhealthy')]);
    const names = await Promise.all(Array.from({ length: 10 }, async () => (await get('/x')).body.split(' ')[0]));
    expect(names.filter((name) => name === 'a')).toHaveLength(5);
    expect(names.filter((name) => name === 'b')).toHaveLength(5);
  });

  it('sends to all when none is healthy, answers 503 when there is none', async () => {
    expect((await get()).status).toBe(503);
    const ill = await target('ill', (path) => (path === '/' ? 500 : 200));
    elb.register(group, ill);
    await until(() => elb.healthOf(group, ill) === 'unhealthy');
    expect(await get('/x')).toMatchObject({ status: 200, body: 'ill 127.0.0.1' });
  });

  it('sends nothing to a draining target, and forgets it after the delay', async () => {
    const [a, b] = [await target('a'), await target('b')];
    elb.register(group, a);
    elb.register(group, b);
    await Promise.all([healthy(a), healthy(b)]);
    const started = kernel.clock.now();
    const gone = elb.deregister(group, a);
    expect(elb.healthOf(group, a)).toBe('draining');
    for (let i = 0; i < 4; i += 1) expect((await get()).body).toMatch(/^b /);
    await gone;
    expect(kernel.clock.now() - started).toBeGreaterThan(59_000);
    expect(elb.healthOf(group, a)).toBeUndefined();
  });

  it('passes the wish for an upgrade on, and the ordinary answer of a target that knows none back', async () => {
    const one = await target('one');
    elb.register(group, one);
    await healthy(one);
    const answer = await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      request(`${url}/x`, { headers: { connection: 'Upgrade', upgrade: 'h2c' } })
        .on('response', (response) => {
          let body = '';
          response.on('data', (data) => {
            body += data;
          });
          response.on('end', () => resolve({ status: response.statusCode, body }));
        })
        .on('error', reject)
        .end();
    });
    expect(answer).toEqual({ status: 200, body: expect.stringMatching(/^one .*127\.0\.0\.1$/) });
  });
  it('answers 502 for a target that is dead', async () => {
    const a = await target('a');
    elb.register(group, a);
    await healthy(a);
    a.server.close();
    a.server.closeAllConnections();
    expect((await get()).status).toBe(502);
    expect(measured('HTTPCode_ELB_5XX_Count', 1)).toBe(1);
    expect(measured('HTTPCode_Target_5XX_Count', 1)).toBe(0);
  });
});

describe('rules', () => {
  it('come into force with a batch, not with the answer', async () => {
    const a = await target('a');
    elb.register(group, a);
    await healthy(a);
    const started = kernel.clock.now();
    const made = await createRule(2, [EVERYTHING], [MAINTENANCE]);
    expect((await get()).status).toBe(200);
    await until(async () => (await get()).status === 503);
    expect(kernel.clock.now() - started).toBeGreaterThan(9_000);
    expect((await get()).body).toBe('<h1>Back soon</h1>');
    await elb.handlers.DeleteRule?.({ RuleArn: made?.Rules?.[0]?.RuleArn }, call);
    expect((await get()).status).toBe(503);
    await until(async () => (await get()).status === 200);
  });

  it('let the lower number win', async () => {
    const a = await target('a');
    elb.register(group, a);
    await healthy(a);
    await createRule(2, [EVERYTHING], [MAINTENANCE]);
    const bypass = { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'x-bypass', Values: ['secret'] } };
    await createRule(
      1,
      [bypass],
      [{ Type: 'forward', ForwardConfig: { TargetGroups: [{ TargetGroupArn: group, Weight: 1 }] } }],
    );
    await until(async () => (await get()).status === 503);
    expect((await get('/', { 'x-bypass': 'secret' })).status).toBe(200);
  });

  it('are found by their tags', async () => {
    const made = await createRule(7, [EVERYTHING], [MAINTENANCE], [{ Key: 'knowngood', Value: 'maintenance' }]);
    const arn = made?.Rules?.[0]?.RuleArn ?? '';
    const rules = await elb.handlers.DescribeRules?.({ ListenerArn: listener }, call);
    expect(rules?.Rules?.map((rule) => rule.Priority)).toEqual(['7', 'default']);
    const tags = await elb.handlers.DescribeTags?.({ ResourceArns: [arn] }, call);
    expect(tags?.TagDescriptions?.[0]?.Tags).toEqual([{ Key: 'knowngood', Value: 'maintenance' }]);
    expect(arn).toMatch(
      /^arn:aws:elasticloadbalancing:sa-east-1:111122223333:listener-rule\/app\/survey\/\w+\/\w+\/\w+$/,
    );
  });

  it.each([
    ['a priority in use', 'PriorityInUseException', () => createRule(7, [EVERYTHING], [MAINTENANCE])],
    ['no condition', 'ValidationError', () => createRule(8, [], [MAINTENANCE])],
    ['a priority of 0', 'ValidationError', () => createRule(0, [EVERYTHING], [MAINTENANCE])],
    [
      'a page of 1025 characters',
      'ValidationError',
      () =>
        createRule(
          8,
          [EVERYTHING],
          [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503', MessageBody: 'x'.repeat(1025) } }],
        ),
    ],
    [
      'a strange status',
      'ValidationError',
      () => createRule(8, [EVERYTHING], [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '302' } }]),
    ],
    [
      'no such group',
      'TargetGroupNotFoundException',
      () => createRule(8, [EVERYTHING], [{ Type: 'forward', TargetGroupArn: 'arn:none' }]),
    ],
    [
      'an unmodelled action',
      'NotImplementedException',
      () => createRule(8, [EVERYTHING], [{ Type: 'jwt-validation' }]),
    ],
  ])('refuse %s', async (_, name, attempt) => {
    await createRule(7, [EVERYTHING], [MAINTENANCE]);
    await expect(attempt()).rejects.toMatchObject({ name });
  });
});

it('measures as ALB does', async () => {
  const a = await target('a', (path) => (path === '/bad' ? 500 : 200));
  elb.register(group, a);
  await healthy(a);
  const seen: object[] = [];
  elb.onRequest((request) => seen.push(request));
  await get('/good');
  await get('/bad');
  await until(() => seen.length === 2);
  expect(seen).toMatchObject([
    { status: 200, byTarget: true },
    { status: 500, byTarget: true },
  ]);
  for (const dimensions of [1, 2]) {
    expect(measured('RequestCount', dimensions)).toBe(2);
    expect(measured('HTTPCode_Target_5XX_Count', dimensions)).toBe(1);
    expect(measured('HTTPCode_Target_2XX_Count', dimensions)).toBe(1);
  }
  const counts = await until(() => kernel.measured.filter((m) => m.metric === 'HealthyHostCount').at(-1));
  expect(counts.value).toBe(1);
  expect(counts.dimensions['LoadBalancer']).toMatch(/^app\/survey\/\w+$/);
  expect(counts.dimensions['TargetGroup']).toMatch(/^targetgroup\/web\/\w+$/);
});

it('refuses by name what it does not model', async () => {
  await expect(
    create(elb, 'AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetType: 'ip',
      TargetGroupAttributes: [{ Key: 'stickiness.enabled', Value: 'true' }],
    }),
  ).rejects.toThrow('stickiness.enabled=true');
});
