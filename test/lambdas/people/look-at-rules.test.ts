import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import { lookAtRules } from '../../../lambdas/people/look-at-rules.ts';
import { NOW, status } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { ledger } from '../stub/ledger.ts';
import { Rules } from '../stub/rules.ts';

const LISTENER = { name: 'https', arn: 'arn:listener', url: 'https://app.example.com' };
const WATCHED = { environment: 'production', page: 10, listeners: [LISTENER] };
const open = status({ holder: null, running: { web: 'td:2' }, since: NOW });
const API = {
  Priority: '20',
  Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } }],
  Actions: [{ Type: 'forward' as const, TargetGroupArn: 'arn:tg' }],
};

const PAGE = [
  { Key: 'knowngood', Value: 'production' },
  { Key: 'knowngood:rule', Value: 'page' },
];

let rules: Rules;
let api: string;
beforeEach(async () => {
  await ledger.put('status', open);
  rules = new Rules();
  rules.listen(LISTENER.arn);
  api = rules.add(LISTENER.arn, API);
  rules.play();
});
const look = (before?: Awaited<ReturnType<typeof lookAtRules>>['left'], now = open) =>
  lookAtRules(WATCHED, now, ['arn:tg'], before);

describe('the rules of the listeners', () => {
  it('are noted at the first look after work has ended, and compared from then on', async () => {
    const first = await look();
    expect(first).toMatchObject({ findings: [], known: true, left: { since: NOW } });
    expect(Object.keys(first.left?.listeners['https'] ?? {})).toEqual(['arn:listener/default', api]);
    rules.remove(api);
    expect((await look(first.left)).findings).toMatchObject([{ how: 'gone', listener: 'https', rule: '20 (/api/*)' }]);
    // The next work has left them so.
    const later = { ...open, since: '2027-01-01T00:00:00.000Z' };
    await ledger.put('status', later);
    expect((await look(first.left, later)).findings).toEqual([]);
  });

  it('are nobody’s business before a release has left something', async () => {
    rules.add(LISTENER.arn, { ...API, Priority: '5' });
    expect((await look(undefined, { ...open, running: {} })).findings).toEqual([]);
    expect((await look()).findings).toMatchObject([{ how: 'in-front' }]);
  });

  it('are not judged where work has begun between the two looks: its page is up, and is nobody’s to delete', async () => {
    const { left } = await look();
    rules.add(LISTENER.arn, { ...API, Priority: '10' }, PAGE);
    expect((await look(left)).findings).toMatchObject([{ how: 'page-left' }]);
    await ledger.put('status', { ...open, status: 'rolling-back', holder: 'arn:execution', maintenanceSince: NOW });
    expect(await look(left)).toEqual({ findings: [], left, known: false });
  });

  it('are not known where nobody answers, and what was left is kept', async () => {
    const { left } = await look();
    aws.on('elasticloadbalancing', {
      DescribeRules: () => {
        throw new Error('no way');
      },
    });
    expect(await look(left)).toEqual({ findings: [], left, known: false });
  });
});
