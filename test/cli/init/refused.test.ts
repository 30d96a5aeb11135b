import { describe, expect, it } from 'vitest';
import { scopeOf } from '../../../cli/init/listener-scope.ts';
import { questionsOf } from '../../../lib/configuration/questions.ts';
import { aws } from '../../lambdas/stub/aws.ts';
import type { Architecture } from './account.ts';
import { aurora, auroraAlone } from './architectures/aurora.ts';
import { blueGreen } from './architectures/blue-green.ts';
import { containerInstances } from './architectures/container-instances.ts';
import { dockerHub, logRouter } from './architectures/log-router.ts';
import { proxied } from './architectures/proxy.ts';
import { secretPointer } from './architectures/secret-pointer.ts';
import { workers } from './architectures/workers.ts';
import { NO_ALARM } from './taken.ts';
import { writtenFor } from './written.ts';

describe('what cannot be taken under control', () => {
  it.each<[string, Architecture, readonly RegExp[]]>([
    [
      'Aurora',
      aurora,
      [
        /RETAIL_ORDERS_PERSISTENCE_ENDPOINT leads to "orders\.cluster-.*Clusters \(Aurora, Multi-AZ\) are not supported yet/,
      ],
    ],
    [
      'Aurora, by its instance',
      auroraAlone,
      [/member of the cluster "orders".*Clusters \(Aurora, Multi-AZ\) are not supported yet/],
    ],
    [
      'CodeDeploy',
      blueGreen,
      [
        /service "client" has the deployment controller CODE_DEPLOY; expected ECS/,
        /service "server" has the deployment controller CODE_DEPLOY/,
        /no RDS database instance/,
      ],
    ],
    [
      'container instances',
      containerInstances,
      [/product-service.*launch type EC2/, /website-service.*launch type EC2/],
    ],
    [
      'an image of Docker Hub',
      dockerHub,
      [/container "app" of service "app" runs "nginx"; expected an image of a private/],
    ],
    ['a proxy as the pointer', proxied, [/PGHOST leads to the RDS Proxy "storoku"/]],
    [
      'a Network Load Balancer',
      {
        ...logRouter,
        balancers: { app: { Type: 'network', listeners: [{ protocol: 'TCP', port: 80, rules: [{ to: 'app' }] }] } },
      },
      [/load balancer "app" is of the type network; expected an Application Load Balancer/],
    ],
    [
      'a service that nobody reaches',
      { ...logRouter, services: logRouter.services.map(({ reached: _, ...one }) => one) },
      [/none of the services is behind a load balancer/],
    ],
    [
      'a database of MySQL',
      { ...logRouter, instances: [{ ...(logRouter.instances?.[0] ?? {}), Engine: 'mysql' }] },
      [/runs mysql; expected postgres/],
    ],
  ])('%s is refused by name, in both languages', async (_what, account, expected) => {
    const { refused } = await writtenFor(account);
    expect(refused).toHaveLength(expected.length);
    for (const [index, one] of expected.entries()) expect(refused[index]).toMatch(one);
    const { refused: inPortuguese } = await writtenFor(account, { language: 'pt-BR' });
    expect(inPortuguese).toHaveLength(expected.length);
    for (const text of inPortuguese) expect(text).not.toMatch(/\bexpected\b/);
  });
});

it('takes the services that are named, and leaves the others alone', async () => {
  const mixed = { ...workers, services: [...workers.services, ...blueGreen.services] };
  expect((await writtenFor(mixed)).refused).not.toEqual([]);
  const { configuration } = await writtenFor(mixed, { services: ['web', 'worker'] });
  expect(configuration.services.map(({ name }) => name)).toEqual(['web', 'worker']);
});

it('says where several may be meant, and guesses none', async () => {
  await expect(writtenFor(workers, { services: ['wob'] })).rejects.toThrow(/--service names "wob".*"web", "worker"/);
  await expect(
    writtenFor({ ...secretPointer, instances: [...(workers.instances ?? []), ...(secretPointer.instances ?? [])] }),
  ).rejects.toThrow(/expected --database with the one that they use/);
  await expect(writtenFor(workers, { database: 'x' })).rejects.toThrow(/--database is "x".*expected one of "django"/);
});

it('leaves as a question what the credentials may not read', async () => {
  const denied = () => Object.assign(new Error('no'), { name: 'AccessDeniedException', status: 400 });
  for (const operation of ['rds:DescribeDBInstances', 'rds:DescribeDBProxies', 'monitoring:DescribeAlarms'])
    aws.fails(operation, denied);
  aws.fails('application-autoscaling:DescribeScalableTargets', denied);
  aws.fails('ssm:GetParameters', denied);
  const { configuration, text } = await writtenFor(workers);
  expect(questionsOf(configuration).map(({ path }) => path)).toEqual(
    expect.arrayContaining(['database.instance', 'database.parameterGroup', 'database.pointer.parameter', NO_ALARM]),
  );
  expect(text).toContain('These credentials may not read alarms');
});

it('gives rules that share a listener no wider a pattern than they have', () => {
  const listener = (rules: Parameters<typeof scopeOf>[0]['rules']) => ({ listener: {}, loadBalancer: {}, rules });
  const rule = (to: string, hosts: string[], paths: string[]) => ({
    Priority: '5',
    Actions: [{ Type: 'forward' as const, TargetGroupArn: to }],
    Conditions: [
      ...(hosts.length > 0 ? [{ Field: 'host-header', HostHeaderConfig: { Values: hosts } }] : []),
      ...(paths.length > 0 ? [{ Field: 'path-pattern', PathPatternConfig: { Values: paths } }] : []),
    ],
  });
  const other = rule('other', ['b.example.com'], []);
  const own = new Set(['own']);
  // a/x and b/y: as one pattern they would be a/y and b/x too.
  const crossed = [rule('own', ['a.example.com'], ['/x']), rule('own', ['b.example.com'], ['/y']), other];
  expect(scopeOf(listener(crossed), own)).toEqual({ kind: 'unclear' });
  const sameHost = [rule('own', ['a.example.com'], ['/x']), rule('own', ['a.example.com'], ['/y']), other];
  expect(scopeOf(listener(sameHost), own)).toEqual({ kind: 'shared', hosts: ['a.example.com'], paths: ['/x', '/y'] });
  const everything = [rule('own', ['a.example.com'], []), rule('own', ['a.example.com'], ['/y']), other];
  expect(scopeOf(listener(everything), own)).toEqual({ kind: 'shared', hosts: ['a.example.com'], paths: [] });
  const default_ = [{ ...rule('own', [], []), IsDefault: true }, other];
  expect(scopeOf(listener(default_), own)).toEqual({ kind: 'rest' });
  const byPath = rule('other', [], ['/billing/*']);
  expect(scopeOf(listener([...default_, byPath]), own)).toEqual({ kind: 'unclear' });
  expect(scopeOf(listener([other]), own)).toEqual({ kind: 'foreign' });
});
