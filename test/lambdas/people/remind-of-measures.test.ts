import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { handler } from '../../../lambdas/people/remind-of-measures/handler.ts';
import { aws } from '../stub/aws.ts';
import { everyCall } from '../stub/every-call.ts';
import { denied } from '../stub/faults.ts';
import { ledger } from '../stub/ledger.ts';
import { Mail } from '../stub/mail.ts';

let mail: Mail;
/** Key -> text. */
const stored = new Map<string, string>();
const file = (change: object = {}) =>
  JSON.stringify({
    ...{ incident: 'incident-b1', ended: '2026-11-24', evaluation: { due: '2026-12-24', text: '' } },
    measures: [{ what: 'Load test before a release', owner: 'Bia', due: '2026-12-04', done: '' }],
    ...change,
  });
const prepare = () => {
  Object.assign(process.env, {
    DEVOPS_TOPIC: 'arn:aws:sns:sa-east-1:111122223333:devops',
    DOCUMENTS_BUCKET: 'documents',
    LANGUAGE_OF_MESSAGES: 'pt-BR',
    TIME_ZONE: 'America/Sao_Paulo',
  });
  stored.clear();
  stored.set('post-mortems/b1.md', '# not read');
  stored.set('post-mortems/b1.measures.json', file());
  mail = new Mail();
  mail.play();
  const facts = { Size: 1, LastModified: new Date(0), ETag: '"e"' };
  aws.on('s3', {
    ListObjectsV2: ({ StartAfter }) => {
      const keys = [...stored.keys()];
      // Two pages: whoever reads the first alone finds the document, and no measures.
      const page = StartAfter === undefined ? keys.slice(0, 1) : keys.slice(1);
      return {
        ...{ Name: 'documents', Prefix: 'post-mortems/', Delimiter: undefined, CommonPrefixes: [] },
        Contents: page.map((Key) => ({ Key, ...facts })),
        NextContinuationToken: StartAfter === undefined ? keys[0] : undefined,
      };
    },
    GetObject: ({ Key = '' }) => {
      const Body = Buffer.from(stored.get(Key) ?? '');
      return {
        Body: Body as never,
        ETag: '"e"',
        ContentLength: Body.length,
        LastModified: new Date(0),
        ContentType: 'application/json',
      };
    },
  });
};
/** 22:30 of the 30th in São Paulo, and the 1st in UTC. */
const EVENING = '2026-12-01T01:30:00.000Z';
const MORNING = '2026-12-01T12:00:00.000Z';

describe('remind-of-measures', () => {
  beforeEach(prepare);

  it('reminds of a measure three days before its date, by the day of the time zone, and once', async () => {
    expect(await handler({ time: EVENING })).toEqual({ files: 1, told: 0 });
    expect(await handler({ time: MORNING })).toEqual({ files: 1, told: 1 });
    expect(await handler({ time: MORNING })).toEqual({ files: 1, told: 0 });
    expect(mail.sent).toHaveLength(1);
    expect(mail.sent[0]?.subject).toMatch(/Medidas corretivas: 1 pendência$/);
    expect(mail.sent[0]?.body).toContain('- Load test before a release (Bia): prazo 4 de dez. de 2026, em 3 dias');
    expect(mail.sent[0]?.body).toContain('s3/object/documents?region=sa-east-1&prefix=post-mortems%2Fb1.measures.json');
  });

  it('forgets what is done: nobody hears of it again', async () => {
    await handler({ time: MORNING });
    stored.set(
      'post-mortems/b1.measures.json',
      file({ measures: [{ what: 'Load test before a release', owner: 'Bia', due: '2026-12-04', done: '2026-12-03' }] }),
    );
    expect(await handler({ time: '2026-12-04T12:00:00.000Z' })).toEqual({ files: 1, told: 0 });
    expect((await ledger.read('measures'))?.['told']).toEqual({});
  });

  it('tells of a file with a problem in the language of the environment, and of the others all the same', async () => {
    stored.set('post-mortems/b2.measures.json', file({ measures: [{ what: 'x', owner: '', due: '2026-12-04' }] }));
    expect(await handler({ time: MORNING })).toEqual({ files: 2, told: 2 });
    expect(mail.sent[0]?.body).toContain('- "measures.0.owner" está vazio; o esperado é algum texto');
    expect(mail.sent[0]?.body).toContain('Load test');
  });

  it('tells of a file that it may not read: it may hold what is due', async () => {
    aws.fails('s3:GetObject', denied);
    expect(await handler({ time: MORNING })).toEqual({ files: 1, told: 1 });
    expect(mail.sent[0]?.body).toMatch(/não foi possível ler o arquivo \(AccessDenied/);
  });

  everyCall({
    prepare,
    // Whether this look or one before it told is no part of the outcome.
    run: async () => void (await handler({ time: MORNING })),
    calls: ['s3:ListObjectsV2', 's3:GetObject', 'dynamodb:GetItem', 'sns:Publish', 'dynamodb:PutItem'],
    left: () => new Set(mail.sent.map(({ body }) => body)),
  });
});
