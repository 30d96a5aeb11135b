import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STATES } from '../../lambdas/model/state-names.ts';
import { Environment } from './environment.ts';

/** Work that ended without closing: who may take the environment over, from whom, and what is adopted. */
describe('unfinished work', () => {
  let environment: Environment;
  let abandoned = '';
  beforeAll(async () => {
    environment = await Environment.start();
    await environment.ask('POST', '/surveys', { title: 'Loja' });
    await environment.ask('POST', '/surveys/1/answers', { score: 9, comment: 'kept' });
  }, 90_000);
  afterAll(async () => environment.cloud.close(), 30_000);
  const open = { status: 'open', maintenance: null, stopped: 0 };
  const did = (operation: string) =>
    environment.cloud.endpoint.calls.filter((call) => call.operation === operation && call.error === undefined).length;

  /** Writes into the ledger's status what a holder that is gone has left there. */
  async function leave(set: Record<string, unknown>): Promise<void> {
    const { endpointUrl: endpoint, kernel } = environment.cloud;
    const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };
    const names = Object.keys(set);
    await DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: kernel.region, credentials })).send(
      new UpdateCommand({
        TableName: 'knowngood-sandbox',
        Key: { environment: 'sandbox', record: 'status' },
        UpdateExpression: `SET ${names.map((_name, n) => `#${n} = :${n}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(names.map((name, n) => [`#${n}`, name])),
        ExpressionAttributeValues: Object.fromEntries(names.map((name, n) => [`:${n}`, set[name]])),
      }),
    );
  }

  it('a rollback that failed after the switch is gone on with by a person, who adopts its restored database', async () => {
    const known = await environment.known('rollback');
    const release = await environment.person.start('release', {
      version: '2.0.0',
      reason: 'Sprint 18',
      migration: 'breaking',
    });
    await environment.entered(release, STATES.watchTheAlarms);
    environment.cloud.functions.faults = (name) =>
      name.endsWith('-run-checks') ? { error: { errorType: 'ChecksFailed', errorMessage: 'on purpose' } } : undefined;
    await environment.fire('survey-5xx-rate');
    abandoned = await environment.began('rollback', known);
    const failed = await environment.person.ended(abandoned);
    expect([failed.status, failed.error]).toEqual(['FAILED', 'ChecksFailed']);
    expect(await environment.status()).toMatchObject({ status: 'rolling-back' });
    environment.cloud.functions.faults = () => undefined;
    await environment.calm('survey-5xx-rate');

    const byHand = { reason: 'the checks were wrong', criterion: 'monitoring-feedback' };
    const blind = await environment.run('rollback', byHand);
    expect(blind.cause).toMatch(
      /is unfinished\. Mend the cause and redrive that execution\. Or let another go on: Start knowngood-sandbox-decision: aws /,
    );
    const [record] = (await environment.ledger('rollback#')).slice(-1);
    const done = await environment.run('decision', {
      ...byHand,
      incident: record?.['incident'],
      database: 'restore',
      acceptLostWrites: 'unknown',
    });
    expect(done.status, done.cause).toBe('SUCCEEDED');
    expect(did('RestoreDBInstanceFromDBSnapshot')).toBe(1);
    const { restored } = JSON.parse(done.output ?? '{}') as { restored: string };
    expect(await environment.liveInstance()).toBe(restored);
    expect(await environment.comments(restored)).toEqual(['kept']);
    expect(await environment.version()).toBe('1.0.0');
    expect(await environment.status()).toEqual(open);
  }, 180_000);

  it('the abandoned one, redriven after that, has lost the environment and changes nothing', async () => {
    const before = environment.cloud.endpoint.calls.length;
    await environment.person.redrive(abandoned);
    const ended = await environment.person.ended(abandoned);
    expect([ended.status, ended.error]).toEqual(['FAILED', 'LockLost']);
    expect(ended.cause).toMatch(/may not act: the environment is open, held by nobody/);
    expect(environment.changes(before)).toEqual([]);
    expect(await environment.status()).toEqual(open);
  }, 60_000);

  it('a step in flight is waited out; none, and nobody waits', async () => {
    await environment.available(await environment.liveInstance());
    const waits = async (): Promise<boolean> => {
      const rollback = await environment.person.start('rollback', { reason: 'x', criterion: 'history' });
      await environment.person.ended(rollback);
      const run = environment.cloud.states.executions().find((execution) => execution.options.arn === rollback);
      return (
        run?.history.events.some((e) => e.stateEnteredEventDetails?.name === STATES.letTheStepInFlightEnd) ?? false
      );
    };
    expect(await waits()).toBe(false);
    await leave({ intents: { 'switch-service web': new Date(environment.cloud.clock.now()).toISOString() } });
    expect(await waits()).toBe(true);
    expect(await environment.status()).toEqual(open);
  }, 60_000);

  it('a holder whose execution does not exist counts as running for ten minutes, then as unfinished', async () => {
    const arn = `arn:aws:states:${environment.cloud.kernel.region}:111122223333:execution:knowngood-sandbox-release:gone`;
    const ago = (minutes: number) => new Date(environment.cloud.clock.now() - minutes * 60_000).toISOString();
    const refused = async () => (await environment.run('release', { version: '1.1.0', reason: 'x' })).cause;
    await leave({ status: 'releasing', holder: arn, work: 'gone', since: ago(2) });
    expect(await refused()).toMatch(/It is free when that release has ended/);
    await leave({ since: ago(12) });
    expect(await refused()).toMatch(/no longer runs: the release is unfinished/);
    const known = await environment.known('rollback');
    // A person takes over from it, as from any other.
    const ended = await environment.run('rollback', { reason: 'its execution is gone', criterion: 'history' });
    expect(ended.error, ended.cause).toBe('NothingToUndo');
    expect(known.length).toBeGreaterThan(0);
    expect(await environment.status()).toEqual(open);
  }, 60_000);

  it('a failing release hands the environment to its rollback without a gap', async () => {
    const release = await environment.run('release', {
      version: '1.1.0',
      reason: 'a wrong setting',
      services: { web: { environment: { DATABASE_NAME: 'nowhere' } } },
    });
    expect(release.error).toBe('ChecksFailed');
    const [newest] = await environment.known('rollback');
    await environment.person.ended(newest ?? '');
    const holders = environment.cloud.endpoint.calls
      .filter(({ service, operation, error }) => service === 'dynamodb' && operation === 'TransactWriteItems' && !error)
      .map(({ input }) => JSON.stringify(input))
      .filter(
        (input) => input.includes('"releasing"') || input.includes('"rolling-back"') || input.includes('"S":"open"'),
      );
    // Taken by the release, taken over by the rollback, opened by the rollback: never opened in between.
    const order = holders.slice(-3).map((input) => /"(releasing|rolling-back|open)"/.exec(input)?.[1]);
    expect(order).toEqual(['releasing', 'rolling-back', 'open']);
  }, 120_000);
});
