import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/database/switch-pointer/contract.ts';
import { handler } from '../../../lambdas/database/switch-pointer/handler.ts';
import type { Pointer } from '../../../lambdas/model/environment.ts';
import { LOCK, NOW, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { ledger } from '../stub/ledger.ts';
import { parameters, Secrets } from '../stub/stored.ts';
import { told } from '../stub/told.ts';

const PARAMETER: Pointer = { parameter: '/survey/database/host', format: 'host' };
const SECRET: Pointer = { secret: 'survey-login', field: 'endpoint', format: 'host:port' };
const input = (pointer: Pointer, change: Partial<Input> = {}): Input => ({
  lock: LOCK,
  now: NOW,
  pointer,
  from: pointer.format === 'host' ? 'survey.rds' : 'survey.rds:5432',
  host: 'survey-kg-1.rds',
  port: 5433,
  ...change,
});

const held = new Map<string, string>();
let secrets: Secrets;
const prepare = async () => {
  held.clear();
  held.set('/survey/database/host', 'survey.rds');
  parameters(held);
  secrets = new Secrets({ 'survey-login': { endpoint: 'survey.rds:5432', username: 'app', password: 'p' } });
  secrets.play();
  await ledger.put('status', status());
};
beforeEach(prepare);

const LEFT = {
  parameter: () => held.get('/survey/database/host'),
  secret: () => secrets.current('survey-login'),
};

describe('switch-pointer', () => {
  it('writes the host of the restored database into the parameter', async () => {
    expect(await handler(input(PARAMETER))).toEqual({ pointer: 'survey-kg-1.rds' });
    expect(LEFT.parameter()).toBe('survey-kg-1.rds');
  });

  it('keeps a rotation that came between reading the secret and writing it', async () => {
    let rotated = false;
    const rotate = () => {
      if (rotated) return;
      rotated = true;
      secrets.rotate('survey-login', { endpoint: 'survey.rds:5432', username: 'app', password: 'rotated' });
    };
    aws.on('secretsmanager', {
      PutSecretValue: ({ SecretId = '', SecretString = '{}' }) => {
        rotate();
        secrets.rotate(SecretId, JSON.parse(SecretString));
        return {};
      },
    });
    expect(await handler(input(SECRET))).toEqual({ pointer: 'survey-kg-1.rds:5433' });
    expect(LEFT.secret()).toEqual({ endpoint: 'survey-kg-1.rds:5433', username: 'app', password: 'rotated' });
  });

  it('refuses a SecureString without repeating what it holds', async () => {
    aws.on('ssm', { GetParameter: () => ({ Parameter: { Type: 'SecureString', Value: 'AQICAHcipher' } }) });
    await expect(handler(input(PARAMETER))).rejects.toMatchObject(
      told('PointerUnfit', /^(?!.*AQICAH).*is a SecureString; expected a String/),
    );
  });

  it('writes the one field of the secret, and leaves the others as they are', async () => {
    expect(await handler(input(SECRET))).toEqual({ pointer: 'survey-kg-1.rds:5433' });
    expect(LEFT.secret()).toEqual({ endpoint: 'survey-kg-1.rds:5433', username: 'app', password: 'p' });
  });

  it('writes nothing where it points there already', async () => {
    held.set('/survey/database/host', 'survey-kg-1.rds');
    expect(await handler(input(PARAMETER))).toEqual({ pointer: 'survey-kg-1.rds' });
    expect(aws.inputs('ssm:PutParameter')).toEqual([]);
  });

  it('undoes no change of somebody else: ChangedByOthers', async () => {
    held.set('/survey/database/host', 'elsewhere.rds');
    await expect(handler(input(PARAMETER))).rejects.toMatchObject(
      told('ChangedByOthers', /holds "elsewhere.rds"; expected "survey.rds" .* or "survey-kg-1.rds"/),
    );
    expect(LEFT.parameter()).toBe('elsewhere.rds');
  });

  it('is not content with having written: what it reads back is another value, ChangedByOthers', async () => {
    aws.on('ssm', { PutParameter: () => ({ Version: 2 }) });
    await expect(handler(input(PARAMETER))).rejects.toMatchObject(
      told('ChangedByOthers', /was written as "survey-kg-1.rds" and reads "survey.rds"/),
    );
  });

  it('reads a secret whose field holds no text as an empty pointer', async () => {
    secrets = new Secrets({ 'survey-login': { endpoint: 7 } });
    secrets.play();
    await expect(handler(input(SECRET))).rejects.toMatchObject(told('ChangedByOthers', /holds ""/));
  });

  it('tells of a secret that is no JSON without repeating it: SecretUnfit', async () => {
    aws.on('secretsmanager', { GetSecretValue: () => ({ SecretString: 'hunter2' }) });
    const switching = handler(input(SECRET));
    await expect(switching).rejects.toMatchObject(told('SecretUnfit', /survey-login holds something else/));
    await expect(switching).rejects.not.toMatchObject(told('SecretUnfit', /hunter2/));
  });

  it('of an execution that lost the environment switches nothing: LockLost', async () => {
    await ledger.put('status', status({ fence: 2 }));
    await expect(handler(input(PARAMETER))).rejects.toMatchObject(told('LockLost'));
    expect(aws.called()).toEqual([]);
  });
});

describe.each([
  ['parameter', PARAMETER, ['ssm:GetParameter', 'ssm:PutParameter']],
  ['secret', SECRET, ['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue']],
] as const)('switch-pointer of a %s', (kind, pointer, calls) => {
  everyCall({
    prepare,
    run: () => handler(input(pointer)),
    calls: ['dynamodb:TransactWriteItems', ...calls, 'dynamodb:UpdateItem'],
    left: LEFT[kind],
  });
});
