import '../stub/before-handlers.ts';
import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BYPASS_HEADER, bypassValue } from '../../../lambdas/maintenance/bypass.ts';
import { handler as lower } from '../../../lambdas/maintenance/lower-maintenance/handler.ts';
import { handler as raise } from '../../../lambdas/maintenance/raise-maintenance/handler.ts';
import type { Listener } from '../../../lambdas/model/environment.ts';
import { createElb, type Elb } from '../../../sandbox/services/elb/elb.ts';
import { create, fakeKernel, until } from '../../sandbox/processes/fake-kernel.ts';
import { LOCK, NOW, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { ledger } from '../stub/ledger.ts';

/** The sandbox's load balancer with two applications on one listener: ours by several rules, and another's. */
let elb: Elb;
let listener: Listener;
let servers: Server[];

async function group(name: string): Promise<string> {
  const server = createServer((_request, response) => response.end(name)).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  const { ref } = await create(elb, 'AWS::ElasticLoadBalancingV2::TargetGroup', { Name: name, TargetType: 'ip' });
  const target = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
  elb.register(ref, target);
  await until(() => elb.healthOf(ref, target) === 'healthy');
  return ref;
}
/** Status and body for a host and path; `fetch` does not let the host be chosen. */
const ask = (host: string, path: string, headers: Record<string, string> = {}) =>
  new Promise<string>((resolve, reject) => {
    const { port } = new URL(elb.publicUrl(listener.arn));
    request({ port, path, headers: { ...headers, host }, agent: false }, async (response) => {
      let body = '';
      for await (const chunk of response) body += String(chunk);
      resolve(`${response.statusCode} ${body}`.trim());
    })
      .once('error', reject)
      .end();
  });
const everything = async (headers: Record<string, string> = {}) => ({
  home: await ask('app.example.com', '/', headers),
  api: await ask('app.example.com', '/api/x', headers),
  old: await ask('app.example.com', '/old', headers),
  inside: await ask('app.example.com', '/inside', headers),
  billing: await ask('billing.example.com', '/', headers),
});
const PAGE = '503 <p>knowngood-maintenance</p>';
const OPEN = { home: '200 web', api: '200 api', old: '301', inside: '302', billing: '200 billing' };

beforeEach(async () => {
  process.env['BYPASS_SECRET'] = 'bypass';
  servers = [];
  elb = createElb(fakeKernel());
  const [web, api, billing] = [await group('web'), await group('api'), await group('billing')];
  const { ref: LoadBalancerArn } = await create(elb, 'AWS::ElasticLoadBalancingV2::LoadBalancer', { Name: 'shared' });
  const { ref } = await create(elb, 'AWS::ElasticLoadBalancingV2::Listener', {
    ...{ LoadBalancerArn, Port: 80 },
    DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } }],
  });
  listener = { name: 'https', arn: ref, url: 'https://app.example.com' };
  const host = (value: string) => ({ Field: 'host-header', HostHeaderConfig: { Values: [value] } });
  const path = (...Values: string[]) => ({ Field: 'path-pattern', PathPatternConfig: { Values } });
  const forward = (TargetGroupArn: string, Order = 1) => ({ Type: 'forward', TargetGroupArn, Order });
  const oidc = {
    ...{ Issuer: 'i', AuthorizationEndpoint: 'https://login.example.com', TokenEndpoint: 't', UserInfoEndpoint: 'u' },
    ...{ ClientId: 'app', ClientSecret: 'never given back' },
  };
  const rules: [number, object[], object[]][] = [
    [20, [host('app.example.com'), path('/api/*', '/v1/*', '/v2/*', '/v3/*')], [forward(api)]],
    [
      21,
      [host('app.example.com'), path('/old')],
      [{ Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301', Path: '/' } }],
    ],
    [
      22,
      [host('app.example.com'), path('/inside')],
      [{ Type: 'authenticate-oidc', Order: 1, AuthenticateOidcConfig: oidc }, forward(web, 2)],
    ],
    [30, [host('app.example.com')], [forward(web)]],
    [40, [host('billing.example.com')], [forward(billing)]],
  ];
  for (const [Priority, Conditions, Actions] of rules)
    await create(elb, 'AWS::ElasticLoadBalancingV2::ListenerRule', { ListenerArn: ref, Priority, Conditions, Actions });
  aws.on('elasticloadbalancing', elb.handlers);
  aws.on('secretsmanager', { GetSecretValue: () => ({ SecretString: 'let-me-in' }) });
  await ledger.put('status', status());
});
afterEach(async () => {
  await elb.close?.();
  for (const server of servers) server.close().closeAllConnections();
});

describe('maintenance mode on a listener that two applications share', () => {
  it('is for ours alone, leads checks where users go, past the log-in, and leaves everything as it was', async () => {
    expect(await everything()).toEqual(OPEN);
    await raise({
      lock: LOCK,
      now: NOW,
      listeners: [listener],
      priorities: { bypass: 1, page: 10 },
      page: PAGE.slice(4),
    });
    await until(async () => (await ask('app.example.com', '/')) === PAGE);
    expect(await everything()).toEqual({ home: PAGE, api: PAGE, old: PAGE, inside: PAGE, billing: OPEN.billing });
    const header = { [BYPASS_HEADER]: await bypassValue(NOW) };
    expect(await everything(header)).toEqual({ ...OPEN, inside: '200 web' });
    expect(await everything({ [BYPASS_HEADER]: 'let-me-in' })).toMatchObject({ home: PAGE, api: PAGE });

    expect(await lower({ lock: LOCK, now: NOW, listeners: [listener] })).toEqual({ removed: 6 });
    await until(async () => (await ask('app.example.com', '/')) === OPEN.home);
    expect(await everything()).toEqual(OPEN);
    expect(await everything(header)).toEqual(OPEN);
  });

  it('without a scope would be the page for both: the harm', async () => {
    const everybody = { Field: 'path-pattern', PathPatternConfig: { Values: ['*'] } };
    const Actions = [
      { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '503', MessageBody: PAGE.slice(4) } },
    ];
    await create(elb, 'AWS::ElasticLoadBalancingV2::ListenerRule', {
      ...{ ListenerArn: listener.arn, Priority: 2, Conditions: [everybody], Actions },
    });
    expect(await everything()).toMatchObject({ home: PAGE, billing: PAGE });
  });
});
