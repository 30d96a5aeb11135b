import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type * as elbv2 from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createElb, type Elb } from '../../../../sandbox/services/elb/elb.ts';
import { create, fakeKernel, PERSON, until } from '../../processes/fake-kernel.ts';

const call = { principal: PERSON };
const OIDC = {
  Issuer: 'https://login.example.com',
  AuthorizationEndpoint: 'https://login.example.com/authorize',
  TokenEndpoint: 'https://login.example.com/token',
  UserInfoEndpoint: 'https://login.example.com/me',
  ClientId: 'app',
};

let elb: Elb;
let url: string;
let listener: string;
let groups: string[];
let servers: Server[];

/** A target group with one target that says its name. */
async function group(name: string): Promise<string> {
  const server = createServer((_request, response) => response.end(name)).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { ref } = await create(elb, 'AWS::ElasticLoadBalancingV2::TargetGroup', { Name: name, TargetType: 'ip' });
  const target = { host: '127.0.0.1', port: (server.address() as { port: number }).port };
  elb.register(ref, target);
  await until(() => elb.healthOf(ref, target) === 'healthy');
  return ref;
}
const ask = async (path: string, headers: Record<string, string> = {}) => {
  const response = await fetch(url + path, { headers, redirect: 'manual', signal: AbortSignal.timeout(300) });
  return { status: response.status, body: await response.text(), headers: response.headers };
};
const rule = async (Priority: number, Conditions: object[], Actions: object[]) =>
  elb.handlers.CreateRule?.({ ListenerArn: listener, Priority, Conditions, Actions } as never, call);
const path = (...Values: string[]) => ({ Field: 'path-pattern', PathPatternConfig: { Values } });
const inForce = (at: string, body: string) => until(async () => (await ask(at)).body === body);
const forward = (n: number) => ({ Type: 'forward', TargetGroupArn: groups[n] });

beforeEach(async () => {
  servers = [];
  elb = createElb(fakeKernel());
  groups = [await group('web'), await group('api')];
  const { ref } = await create(elb, 'AWS::ElasticLoadBalancingV2::LoadBalancer', { Name: 'shared' });
  const made = await create(elb, 'AWS::ElasticLoadBalancingV2::Listener', {
    LoadBalancerArn: ref,
    Port: 80,
    DefaultActions: [forward(0)],
  });
  listener = made.ref;
  url = elb.publicUrl(listener);
});
afterEach(async () => {
  await elb.close?.();
  for (const server of servers) server.close().closeAllConnections();
});

describe('a listener that several applications share', () => {
  it('leads each path to its own target group', async () => {
    await rule(10, [path('/api/*')], [forward(1)]);
    await inForce('/api/x', 'api');
    expect((await ask('/')).body).toBe('web');
  });

  it('asks who has not logged in to do so, and never gives the client secret back', async () => {
    const secret = { ...OIDC, ClientSecret: 'never given back' };
    await rule(
      10,
      [path('/in/*')],
      [
        { Type: 'authenticate-oidc', Order: 1, AuthenticateOidcConfig: secret },
        { ...forward(1), Order: 2 },
      ],
    );
    await until(async () => (await ask('/in/x')).status === 302);
    expect((await ask('/in/x')).headers.get('location')).toMatch(/^https:\/\/login\.example\.com\/authorize/);
    const seen = (await elb.handlers.DescribeRules?.({ ListenerArn: listener }, call)) as elbv2.DescribeRulesOutput;
    const [log] = seen.Rules?.[0]?.Actions ?? [];
    expect(log?.AuthenticateOidcConfig).toEqual(OIDC);
    // So it cannot be copied: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AuthenticateOidcActionConfig.html
    await expect(rule(11, [path('/copy')], seen.Rules?.[0]?.Actions as object[])).rejects.toThrow(
      'A client secret must be specified',
    );
  });

  it('gives hosts, paths and a forward in both forms, and takes one', async () => {
    await rule(10, [path('/api/*')], [forward(1)]);
    const seen = (await elb.handlers.DescribeRules?.({ ListenerArn: listener }, call)) as elbv2.DescribeRulesOutput;
    const [first] = seen.Rules ?? [];
    expect(first?.Conditions).toEqual([
      { Field: 'path-pattern', Values: ['/api/*'], PathPatternConfig: { Values: ['/api/*'] } },
    ]);
    expect(first?.Actions?.[0]).toMatchObject({ ForwardConfig: { TargetGroups: [{ TargetGroupArn: groups[1] }] } });
    await expect(rule(11, first?.Conditions as object[], [forward(1)])).rejects.toThrow(
      "You cannot provide both Values and 'PathPatternConfig' for a condition of type 'path-pattern'",
    );
  });

  it('keeps a client with its group where the groups are sticky', async () => {
    const TargetGroups = groups.map((TargetGroupArn) => ({ TargetGroupArn, Weight: 50 }));
    const TargetGroupStickinessConfig = { Enabled: true, DurationSeconds: 60 };
    await rule(10, [path('/s')], [{ Type: 'forward', ForwardConfig: { TargetGroups, TargetGroupStickinessConfig } }]);
    const first = await until(async () => {
      const seen = await ask('/s');
      return seen.headers.has('set-cookie') ? seen : undefined;
    });
    const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
    const again = await Promise.all(Array.from({ length: 20 }, () => ask('/s', { cookie })));
    expect(new Set(again.map(({ body }) => body))).toEqual(new Set([first.body]));
  });

  it.each<[string, object[], string]>([
    ['values', [path('/a', '/b', '/c', '/d', '/e', '/f')], "A rule can only have '5' condition values"],
    ['wildcards', [path('/*/*/a', '/*/*/b', '/*/*/c')], "A rule can only have '5' condition wildcards"],
  ])('refuses a rule with too many %s', async (_what, conditions, why) => {
    await expect(rule(10, conditions, [forward(1)])).rejects.toThrow(why);
  });

  it('has as many rules as its load balancer may have on all its listeners together', async () => {
    const asked = await elb.handlers.DescribeListeners?.({ ListenerArns: [listener] }, call);
    const LoadBalancerArn = (asked as elbv2.DescribeListenersOutput).Listeners?.[0]?.LoadBalancerArn;
    const second = await create(elb, 'AWS::ElasticLoadBalancingV2::Listener', {
      LoadBalancerArn,
      Port: 81,
      DefaultActions: [forward(0)],
    });
    for (let n = 1; n <= 100; n++)
      await elb.handlers.CreateRule?.(
        { ListenerArn: second.ref, Priority: n, Conditions: [path('/x')], Actions: [forward(0)] } as never,
        call,
      );
    await expect(rule(1, [path('/api')], [forward(1)])).rejects.toThrow('maximum number of rules');
    expect(await elb.handlers.DescribeAccountLimits?.({}, call)).toMatchObject({
      Limits: [{ Name: 'rules-per-application-load-balancer', Max: '100' }, {}, {}],
    });
  });
});

describe('what stands before a listener', () => {
  it('answers nobody who is outside, or 403 before any rule', async () => {
    elb.stand(listener, 'silence');
    await expect(ask('/')).rejects.toThrow(/timeout/i);
    elb.stand(listener, 'blocks');
    expect((await ask('/')).status).toBe(403);
    elb.stand(listener, null);
    expect((await ask('/')).body).toBe('web');
  });
});
