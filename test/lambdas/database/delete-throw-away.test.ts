import '../stub/before-handlers.ts';
import { InvalidDBInstanceStateFault } from '@aws-sdk/client-rds';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../../lambdas/database/delete-throw-away/handler.ts';
import { later, moment, NOW } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { Executions } from '../stub/executions.ts';
import { ledger } from '../stub/ledger.ts';
import { Mail } from '../stub/mail.ts';
import { Databases, liveInstance } from '../stub/rds.ts';
import { DRILL, EXECUTION, running, THROW_AWAY, throwAway } from './drilled.ts';

const own = { moment: moment(), since: NOW, work: DRILL, limitMinutes: 60 };
const look = { time: NOW };
let databases: Databases;
let executions: Executions;
let mail: Mail;
const prepare = async () => {
  Object.assign(process.env, {
    ...{ THROW_AWAY_OF: 'survey', DEVOPS_TOPIC: 'arn:devops', LANGUAGE_OF_MESSAGES: 'en', TIME_ZONE: 'UTC' },
  });
  databases = new Databases([liveInstance(), throwAway()]);
  databases.play();
  executions = new Executions();
  executions.known[EXECUTION] = { status: 'RUNNING' };
  executions.play();
  mail = new Mail();
  mail.play();
  await ledger.put('backup-drill', running());
};
beforeEach(prepare);

/** Each has the name or the tags of a throw-away database, and not both. */
const OTHERS = {
  'the live database': liveInstance({ TagList: throwAway().TagList }),
  'one restored by a rollback': throwAway({ DBInstanceIdentifier: 'survey-kg-33445566' }),
  'one of another environment': throwAway({
    TagList: [{ Key: 'knowngood', Value: 'production' }, ...(throwAway().TagList ?? []).slice(1)],
  }),
  'one without tags': throwAway({ TagList: [] }),
  'one of another drill by its tag': throwAway({
    TagList: [
      ...(throwAway().TagList ?? []).filter(({ Key }) => Key !== 'knowngood:work'),
      { Key: 'knowngood:work', Value: 'x' },
    ],
  }),
};

describe('delete-throw-away', () => {
  it('deletes its own at once and wholly, then looks until it is gone', async () => {
    expect(await handler(own)).toEqual({ gone: false, deleted: [THROW_AWAY] });
    expect(aws.inputs('rds:DeleteDBInstance')).toEqual([
      { DBInstanceIdentifier: THROW_AWAY, SkipFinalSnapshot: true, DeleteAutomatedBackups: true },
    ]);
    expect(await handler(own)).toEqual({ gone: false, deleted: [] });
    databases.instances.pop();
    expect(await handler(own)).toEqual({ gone: true, deleted: [] });
  });

  it.each(Object.entries(OTHERS))('never touches %s', async (_what, other) => {
    databases.instances.splice(0, 2, other);
    executions.known[EXECUTION] = { status: 'ABORTED' };
    expect(await handler(own)).toEqual({ gone: true, deleted: [] });
    expect(await handler(look)).toEqual({ gone: true, deleted: [] });
    expect(aws.inputs('rds:DeleteDBInstance')).toEqual([]);
  });

  it('asks again where RDS takes no deletion yet, and gives up in time', async () => {
    aws.fails('rds:DeleteDBInstance', () => new InvalidDBInstanceStateFault({ message: 'creating', $metadata: {} }));
    expect(await handler(own)).toEqual({ gone: false, deleted: [] });
    const late = { ...own, moment: moment({ now: later(3_700) }) };
    await expect(handler(late)).rejects.toMatchObject({ name: 'TookTooLong', message: /throw-away database/ });
  });

  it('every hour deletes what a drill has left that runs no more, and tells', async () => {
    executions.known[EXECUTION] = { status: 'ABORTED' };
    expect(await handler(look)).toEqual({ gone: false, deleted: [THROW_AWAY] });
    expect(mail.sent).toHaveLength(1);
    expect(mail.sent[0]?.body).toContain(THROW_AWAY);
    // It is being deleted: nobody is told twice.
    await handler(look);
    expect(mail.sent).toHaveLength(1);
  });

  it('leaves the database of a drill that runs', async () => {
    expect(await handler(look)).toEqual({ gone: true, deleted: [] });
    expect(mail.sent).toEqual([]);
  });

  it('tells what AWS refuses', async () => {
    await ledger.put('backup-drill', running({ running: null }));
    aws.fails('rds:DeleteDBInstance', () => Object.assign(new Error('not authorized'), { name: 'AccessDenied' }));
    await handler(look);
    expect(mail.sent[0]?.body).toContain(`${THROW_AWAY}: AccessDenied: not authorized`);
  });
});

everyCall({
  prepare,
  run: async () => (await handler(own)).gone,
  left: () => databases.instances,
  calls: ['rds:DescribeDBInstances', 'rds:DeleteDBInstance'],
});
