import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { readAutomation } from '../../../lambdas/ledger/table.ts';
import { contentOf, needsSecondPerson, type SecondPersonRecord } from '../../../lambdas/model/second-person.ts';
import { VARIABLES } from '../../../lambdas/model/variables.ts';
import { tellExpired } from '../../../lambdas/people/watchdog/second-persons.ts';
import { ruled, whyNotCarriedOut } from '../../../lambdas/requests/second-person/carried-out.ts';
import type { Input } from '../../../lambdas/requests/second-person/contract.ts';
import { handler } from '../../../lambdas/requests/second-person/handler.ts';
import { maybeSame, personBehind } from '../../../lambdas/requests/second-person/person-behind.ts';
import { handler as switchAutomation } from '../../../lambdas/requests/switch-automation/handler.ts';
import { later, NOW } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { ledger } from '../stub/ledger.ts';

const STS = 'arn:aws:sts::111122223333:assumed-role';
const ANA = `${STS}/AWSReservedSSO_OnCall_0123456789abcdef/ana@example.com`;
const RUI = `${STS}/AWSReservedSSO_OnCall_0123456789abcdef/rui@example.com`;
const machine = 'arn:aws:states:sa-east-1:111122223333:stateMachine:knowngood-sandbox-decision';
/** What the address may say. */
interface Said {
  readonly asked?: string;
  readonly expiresAt?: string;
  readonly by?: string;
  readonly message?: string;
}
const rule = { url: 'https://x.lambda-url.sa-east-1.on.aws/' };
const off = { automation: 'off', until: later(7_200), reason: 'Load test' };

describe('the person behind an identity', () => {
  it.each([
    ['a session of Identity Center', ANA, 'ana@example.com'],
    ['a user', 'arn:aws:iam::111122223333:user/teams/cx/ana', 'ana'],
    ['a session of a role that the configuration names', `${STS}/OnCall/ana`, 'ana'],
    ['the same in China', 'arn:aws-cn:iam::111122223333:user/ana', 'ana'],
  ])('is told by %s', (_what, arn, person) => {
    expect(personBehind(arn, ['OnCall'])).toEqual({ kind: 'known', person, identity: arn });
  });

  it.each([
    ['a session that its user names freely', `${STS}/Admin/rui@example.com`],
    ['the root user, whom several may be', 'arn:aws:iam::111122223333:root'],
    ['a federated user, named by whoever asked for the token', 'arn:aws:sts::111122223333:federated-user/ana'],
    ['a role whose name only holds that of Identity Center', `${STS}/My-AWSReservedSSO_OnCall/ana`],
    ['nobody', ''],
    ['an ARN with a part more', `${ANA}/x`],
  ])('is not told by %s', (_what, arn) => {
    expect(personBehind(arn, ['OnCall'])).toMatchObject({ kind: 'unknown' });
  });

  it.each([
    ['ana', 'ana', true],
    ['Ana@example.com', 'ana@example.com', true],
    ['ana', 'ana@example.com', true],
    ['ana+admin@example.com', 'ana@example.com', true],
    ['ana@example.com', 'rui@example.com', false],
  ])('%s and %s may be one: %s', (one, other, same) => {
    expect(maybeSame(one, other)).toBe(same);
  });
});

describe('what needs a second person', () => {
  it.each<[object, number]>([
    [off, 1],
    [{ automation: 'on', reason: 'x' }, 0],
    [{ reason: 'x', database: 'restore', acceptLostWrites: 0 }, 1],
    [{ reason: 'x', acceptProof: true, database: 'forward', acceptLostWrites: 'unknown' }, 3],
    [{ reason: 'x', database: 'keep' }, 0],
    [{ reason: 'x', decision: 'reopen' }, 0],
    [{ reason: 'x', acceptLostWrites: 1, dryRun: true }, 0],
  ])('%j: %i', (request, number) => {
    expect(needsSecondPerson(request)).toHaveLength(number);
    expect(ruled(request, null)).toEqual({ kind: 'free' });
    expect(ruled(request, undefined)).toEqual({ kind: 'free' });
    expect(ruled(request, rule).kind).toBe(number === 0 ? 'free' : 'refused');
    expect(ruled({ ...request, secondPerson: 'r1' }, rule).kind).toBe(number === 0 ? 'free' : 'named');
  });

  it('is the same content in whatever order, and without the name of the request', () => {
    expect(contentOf({ b: { d: 1, c: [2] }, a: 1, secondPerson: 'r1' })).toBe(contentOf({ a: 1, b: { c: [2], d: 1 } }));
    expect(contentOf({ acceptLostWrites: 1 })).not.toBe(contentOf({ acceptLostWrites: 10 }));
  });
});

describe('an execution that names a request', () => {
  const record: SecondPersonRecord = {
    ...{ id: 'r1', content: contentOf(off), reason: 'Load test', expiresAt: later(3_600) },
    asked: { person: 'ana', identity: ANA, at: NOW },
    confirmed: { person: 'rui', identity: RUI, at: later(60) },
  };
  const start = { id: 'r1', request: { ...off, secondPerson: 'r1' }, execution: 'e1', now: later(61) };
  const { confirmed: _, ...unconfirmed } = record;

  it.each<[string, Partial<typeof start>, SecondPersonRecord | undefined, RegExp | null]>([
    ['carries it out', {}, record, null],
    ['carries it out as a step that comes twice', { now: later(90_000) }, { ...record, execution: 'e1' }, null],
    ['is refused where none was asked', {}, undefined, /there is none of that id/],
    ['is refused where nobody has confirmed', {}, unconfirmed, /nobody has confirmed that one/],
    [
      'is refused with other content',
      { request: { ...off, until: later(9_999), secondPerson: 'r1' } },
      record,
      /expected that content/,
    ],
    ['is refused the second time', {}, { ...record, execution: 'e0' }, /which e0 has carried out/],
    [
      'is refused long after it was confirmed',
      { now: later(60 + 15 * 60 + 1) },
      record,
      /expected a start within 15 minutes/,
    ],
  ])('%s', (_what, change, found, why) => {
    const said = whyNotCarriedOut({ ...start, ...change }, found);
    if (why === null) expect(said).toBeNull();
    else expect(said).toMatch(why);
  });
});

describe('the address', () => {
  const started = () =>
    aws.inputs('states:StartExecution') as unknown as { name: string; input: string; stateMachineArn: string }[];
  const sent = () => aws.inputs('sns:Publish').map(({ Subject }) => String(Subject));
  beforeEach(() => {
    Object.assign(process.env, {
      ...{
        [VARIABLES.namedSessions]: '[]',
        [VARIABLES.decisionMachine]: machine,
        [VARIABLES.devopsTopic]: 'arn:devops',
      },
      ...{ [VARIABLES.languageOfMessages]: 'en', [VARIABLES.timeZone]: 'UTC' },
    });
    aws.on('states', { StartExecution: () => ({ executionArn: undefined, startDate: undefined }) });
    aws.on('sns', { Publish: () => ({}) });
  });
  const call = async (userArn: string, body: unknown, now = NOW, change: Partial<Input> = {}) => {
    const { statusCode, body: said } = await handler({
      requestContext: {
        ...{ requestId: `4f0c-${userArn.length}-${now}`, timeEpoch: Date.parse(now), domainName: 'x' },
        ...{ http: { method: 'POST' }, authorizer: { iam: { userArn } } },
      },
      body: Buffer.from(JSON.stringify(body)).toString('base64'),
      isBase64Encoded: true,
      ...change,
    });
    return { statusCode, ...(JSON.parse(said) as Said) };
  };

  it('takes a request, and starts it when another person confirms, with who has asked as AWS says it', async () => {
    const { asked = '', expiresAt } = await call(ANA, { ask: { ...off, requestedBy: 'The director' } });
    expect(expiresAt).toBe(later(3_600));
    expect(started()).toEqual([]);
    expect(await call(RUI, { confirm: asked }, later(60))).toMatchObject({ statusCode: 200, by: 'rui@example.com' });
    const [{ name, input } = { name: '', input: '' }] = started();
    expect(name).toBe(`${asked}-${Date.parse(later(60))}`);
    expect(JSON.parse(input)).toEqual({ ...off, requestedBy: 'ana@example.com', secondPerson: asked });
    const execution = {
      now: later(61),
      execution: 'arn:aws:states:sa-east-1:1:execution:knowngood-sandbox-decision:e',
    };
    await switchAutomation({ ...execution, request: JSON.parse(input), secondPerson: rule });
    expect((await readAutomation()).off).toMatchObject({ by: 'ana@example.com' });
    // Whoever repeats it as another execution, however soon.
    const again = { ...execution, execution: `${execution.execution}2` };
    await expect(switchAutomation({ ...again, request: JSON.parse(input), secondPerson: rule })).rejects.toMatchObject({
      name: 'RequestRefused',
      message: expect.stringContaining('has carried out'),
    });
  });

  it('starts once more under the same name for whoever confirmed and got no answer', async () => {
    const { asked = '' } = await call(ANA, { ask: off });
    await call(RUI, { confirm: asked }, later(60));
    expect(await call(RUI, { confirm: asked }, later(3_700))).toMatchObject({ statusCode: 200 });
    expect(new Set(started().map(({ name }) => name)).size).toBe(1);
  });

  it.each<[string, string, unknown, string, number, RegExp]>([
    ['the same person', ANA.replace('OnCall', 'Admin'), {}, later(60), 403, /may be the same person/],
    ['an identity that is no person', `${STS}/Admin/rui`, {}, later(60), 403, /names the session freely/],
    ['nobody', '', {}, later(60), 403, /does not tell which person/],
    ['another person too late', RUI, {}, later(3_600), 400, /has expired/],
    ['an unknown id', RUI, { confirm: 'r9' }, later(60), 400, /there is no request "r9"/],
    ['what needs nobody', RUI, { ask: { automation: 'on', reason: 'x' } }, later(60), 400, /needs no second person/],
    ['a wrong request', RUI, { ask: { ...off, until: 'noon' } }, later(60), 400, /"until" is "noon"/],
    [
      'a request that names a confirmed one',
      RUI,
      { ask: { ...off, secondPerson: 'r1' } },
      later(60),
      400,
      /leave it out/,
    ],
    [
      'a contradiction',
      RUI,
      { ask: { reason: 'x', criterion: 'history', acceptLostWrites: -1 } },
      later(60),
      400,
      /acceptLostWrites/,
    ],
    ['no JSON of ours', RUI, ['x'], later(60), 400, /expected \{ "ask"/],
  ])('refuses %s, and starts nothing', async (_what, by, body, now, status, why) => {
    const { asked = '' } = await call(ANA, { ask: off });
    const confirming = JSON.stringify(body) === '{}' ? { confirm: asked } : body;
    const said = await call(by, confirming, now);
    expect([said.statusCode, said.message]).toEqual([status, expect.stringMatching(why)]);
    expect(started()).toEqual([]);
    expect(await ledger.read(`second-person#${asked}`)).not.toHaveProperty('confirmed');
  });

  it('takes nobody’s word for who they are where nobody has signed', async () => {
    const nobody = { requestContext: { requestId: 'r', timeEpoch: 0, domainName: 'x', http: { method: 'POST' } } };
    expect(await call(ANA, { ask: off }, NOW, nobody)).toMatchObject({ statusCode: 403 });
  });

  it('has the watchdog tell once of what nobody has confirmed in time', async () => {
    await call(ANA, { ask: off });
    const before = sent().length;
    await tellExpired(later(3_599));
    expect(sent()).toHaveLength(before);
    await tellExpired(later(3_600));
    await tellExpired(later(3_660));
    expect(sent().slice(before)).toEqual([expect.stringMatching(/ana@example.com/)]);
  });
});
