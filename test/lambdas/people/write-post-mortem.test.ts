import '../stub/before-handlers.ts';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Input } from '../../../lambdas/people/write-post-mortem/contract.ts';
import { handler } from '../../../lambdas/people/write-post-mortem/handler.ts';
import { knownGood, NOW, person, release } from '../records.ts';
import { aws } from '../stub/aws.ts';
import { documents } from '../stub/documents.ts';
import { playServices } from '../stub/ecs.ts';
import { everyCall } from '../stub/every-call.ts';
import { Executions, entered } from '../stub/executions.ts';
import { denied } from '../stub/faults.ts';
import { ledger } from '../stub/ledger.ts';
import { lossOf } from '../writes.ts';

const LISTENER = 'arn:aws:elasticloadbalancing:sa-east-1:111122223333:listener/app/survey/50dc/f2f7';
const GROUP = 'arn:aws:elasticloadbalancing:sa-east-1:111122223333:targetgroup/web/6d0e';
/** What CloudWatch has of each metric, in the first minute of the incident and in its third. */
const counted = (counts: Record<string, readonly [number, number]>) =>
  aws.on('monitoring', {
    GetMetricData: ({ MetricDataQueries = [] }) => ({
      MetricDataResults: MetricDataQueries.flatMap(({ Id, MetricStat }) => {
        const values = counts[MetricStat?.Metric?.MetricName ?? ''];
        const Timestamps = [new Date('2026-11-24T14:02:00.000Z'), new Date('2026-11-24T14:00:00.000Z')];
        return values === undefined ? [] : [{ Id, Timestamps, Values: [...values].reverse() }];
      }),
    }),
  });
const input = (change: Partial<Input> = {}): Input => ({
  now: NOW,
  language: 'en',
  timeZone: 'UTC',
  rollback: 'b1',
  execution: 'arn:rollback',
  incident: 'incident-b1',
  origin: { trigger: person(), began: '2026-11-24T14:00:00.000Z', again: false },
  outage: null,
  migration: 'breaking',
  countedAt: NOW,
  decision: 'services-and-database',
  because: ['a breaking migration has started'],
  recurrence: 2,
  release: 'r1',
  lost: lossOf({ answers: { inserted: 2, updated: 1, deleted: 0 } }, 3),
  proof: ['sentinel "answers": 3'],
  restored: 'survey-kg-1',
  quarantined: 'survey',
  checks: ['home'],
  asked: { cluster: 'survey', services: ['web'], listeners: [{ arn: LISTENER }] },
  ...change,
});
const stoppedAt = new Date('2026-11-24T14:03:00.000Z');
const killed = (id: string) => ({
  stoppedReason: `Essential container in task exited (deployment ecs-svc/${id})`,
  ...{ stoppedAt, containers: [{ name: 'app', exitCode: 137, reason: 'OutOfMemoryError: password=hunter2' }] },
});
const tasks = [
  killed('1234567890'),
  killed('9876543210'),
  { stoppedReason: 'Task failed ELB health checks', stoppedAt: new Date('2026-11-24T14:05:00.000Z') },
  {
    stoppedReason: 'Scaling activity initiated by deployment ecs-svc/42',
    stoppedAt: new Date('2026-11-24T14:06:00.000Z'),
  },
  { stoppedReason: 'long before', stoppedAt: new Date('2026-11-24T09:00:00.000Z') },
];
const changes = [
  { Timestamp: new Date('2026-11-24T14:09:00.000Z'), HistorySummary: 'Alarm updated from ALARM to OK' },
  { Timestamp: new Date('2026-11-24T14:00:00.000Z'), HistorySummary: 'Alarm updated from OK to ALARM' },
];
const written = new Map<string, string>();
const prepare = async () => {
  written.clear();
  documents(written);
  const executions = new Executions();
  executions.histories['arn:release'] = [entered(1, 'Watch', '2026-11-24T13:50:00.000Z')];
  executions.histories['arn:rollback'] = [entered(1, 'Triage', '2026-11-24T13:40:00.000Z')];
  executions.play();
  playServices([{ serviceName: 'web', status: 'ACTIVE', loadBalancers: [{ targetGroupArn: GROUP }] }]);
  counted({});
  aws.on('ecs', { ListTasks: () => ({ taskArns: ['t1', 't2', 't3', 't4'] }), DescribeTasks: () => ({ tasks }) });
  aws.on('monitoring', {
    DescribeAlarmHistory: ({ AlarmName }) => ({ AlarmHistoryItems: AlarmName === '5xx' ? changes : [] }),
  });
  await ledger.put('release#r1', release({ knownGood: knownGood() }));
};
beforeEach(prepare);
const drafted = (given: Input) => handler(given).then(() => written.get('post-mortems/b1.md') ?? '');

describe('write-post-mortem', () => {
  it('drafts it from the ledger and from what both executions did, in the order of time', async () => {
    expect(await handler(input())).toEqual({
      document: 's3://documents/post-mortems/b1.md',
      page: 's3://documents/post-mortems/b1.html',
      users: { known: false, why: 'no-data' },
    });
    const draft = written.get('post-mortems/b1.md') ?? '';
    expect(draft).toMatch(/# Post-mortem \(draft\): incident-b1/);
    expect(draft).toContain('- Release: 2.0.0 (r1)\n');
    expect(draft).toContain('- Returned to: version 1.0.0, verified by r0\n');
    expect(draft).toMatch(
      /Lost writes: 3, in all tables of survey; kept.*\n\n\| Table .*\n.*\n\| answers \| 2 \| 1 \| 0 \|/,
    );
    expect(draft).toMatch(/: Triage\n.*: Watch/);
    expect(draft).toContain('- Database that serves: survey-kg-1\n- Quarantined database: survey\n');
    expect(draft).toMatch(/- Checks passed: home/);
    expect(written.get('post-mortems/b1.html')).toMatch(
      /"Timeline">.*2:00 PM {2}Harm began<.*2:10 PM {2}Open to users again</s,
    );
  });

  it('says that lost writes are unknown, and why', async () => {
    expect(await drafted(input({ lost: { known: false, why: 'the database does not answer' } }))).toMatch(
      /Lost writes: unknown \(the database does not answer\)/,
    );
  });

  it('says nothing of a database where none was restored, and of no release where none was undone', async () => {
    const draft = await drafted(input({ restored: null, quarantined: null, release: null, checks: [] }));
    expect(draft).not.toMatch(/^- Database that serves:|^- Checks passed: home/m);
    expect(draft).toMatch(/- Release: none$/m);
    expect(draft).not.toMatch(/: Watch/);
  });

  it('is of the whole incident: its first cause, every execution, every count, the page', async () => {
    const alarm = { kind: 'alarm', alarm: '5xx', criterion: 'availability', at: '2026-11-24T13:39:00.000Z' } as const;
    const first = { ...alarm, reason: 'Errors above 5 percent' };
    const decided = person({ requestedBy: 'Ana', reason: 'Answers matter more', incident: 'incident-b1' });
    const part = { endedAt: NOW, because: [], startedAt: '2026-11-24T13:40:00.000Z' };
    await ledger.put('incident#incident-b1', {
      ...{ id: 'incident-b1', trigger: first, began: first.at, whole: true, outage: null },
      executions: {
        b0: { ...part, execution: 'arn:first', trigger: first, outcome: 'freeze' },
        b1: { ...part, startedAt: NOW, execution: 'arn:rollback', trigger: decided, outcome: 'running', endedAt: null },
      },
      counts: [{ rollback: 'b0', at: '2026-11-24T13:50:00.000Z', lost: lossOf({}, 107) }],
    });
    const executions = new Executions();
    executions.histories['arn:first'] = [entered(1, 'Freeze the environment', '2026-11-24T13:45:00.000Z')];
    executions.play();
    const draft = await drafted(
      input({
        origin: { trigger: first, began: first.at, again: true },
        outage: { since: '2026-11-24T13:41:00.000Z', until: '2026-11-24T14:09:00.000Z' },
        ...{ restored: null, quarantined: null, lost: { known: false, why: 'not counted' } },
      }),
    );
    expect(draft).toMatch(/## 2\. Problem and how it showed\n\nErrors above 5 percent\n/);
    expect(draft).toMatch(/- Criterion: availability and accessibility/);
    expect(draft).toMatch(/- Harm began: Nov 24, 2026, 1:39:00.PM UTC/);
    expect(draft).toMatch(
      /\| .* \| alarm 5xx \| Errors above 5 percent \| frozen for a decision, .* \|\n\| .* \| Ana \| Answers matter more \| not ended \|/,
    );
    expect(draft).toContain('Users saw the maintenance page for 28 min');
    expect(draft).toContain('no write was removed (counted before it was decided: 107)');
    expect(draft).toContain('The migration had started');
    expect(draft).not.toMatch(/not counted|older than the record/);
    expect(draft).toMatch(/: Freeze the environment/);
  });

  it('shows each count with its moment and how long it took, in both languages', async () => {
    const known = { id: 'incident-b1', trigger: person(), began: '2026-11-24T14:00:00.000Z', whole: true };
    const of = { rollback: 'b1', at: '2026-11-24T14:03:00.000Z' };
    await ledger.put('incident#incident-b1', {
      ...{ ...known, executions: {}, outage: null },
      counts: [
        { ...of, rollback: 'b0', lost: lossOf({}, 7) },
        { ...of, which: 'estimate', tookMs: 85, lost: { known: true, total: 2 } },
        { ...of, which: 'again', tookMs: 1_240, lost: { known: false, why: 'the database does not answer' } },
        { ...of, which: 'last', tookMs: null, lost: { known: true, total: 0 } },
      ],
    });
    const english = await drafted(input());
    expect(english).toContain('| Counted at | When | By | Writes newer than the restore point | Took |');
    const row = (...cells: string[]) => new RegExp(`\\| [^|]+ \\| ${cells.join(' \\| ')} \\|`);
    expect(english).toMatch(/\| +\| b0 \| 7 \| +\|/);
    expect(english).toMatch(row('before the fence, an estimate', 'b1', '2', '85 ms'));
    expect(english).toMatch(row('after the restore', 'b1', 'unknown \\(the database does not answer\\)', '1\\.2 s'));
    expect(english).toMatch(row('the last one, [^|]+', 'b1', '0', 'nothing was asked: the fence held'));
    const portuguese = await drafted(input({ language: 'pt-BR' }));
    expect(portuguese).toMatch(row('depois da restauração', 'b1', 'não se sabe[^|]*', '1,2 s'));
  });

  it('says so where an older control plane began the incident', async () => {
    expect(await drafted(input())).toMatch(/Part of this incident is older than the record of incidents/);
  });

  it('adds the times of the incident, and what users got, to its record', async () => {
    const known = { id: 'incident-b1', trigger: person(), began: '2026-11-24T14:00:00.000Z', whole: true, counts: [] };
    await ledger.put('incident#incident-b1', { ...known, executions: {}, outage: null });
    const executions = new Executions();
    executions.histories['arn:rollback'] = [
      entered(1, 'Announce the rollback', '2026-11-24T14:01:00.000Z'),
      entered(2, 'Point the application at the restored database', '2026-11-24T14:04:00.000Z'),
      entered(3, 'Run the checks', '2026-11-24T14:05:00.000Z'),
      entered(4, 'Resume the services', '2026-11-24T14:06:00.000Z'),
    ];
    executions.play();
    counted({
      HTTPCode_Target_2XX_Count: [100, 20],
      HTTPCode_Target_4XX_Count: [3, 0],
      HTTPCode_Target_5XX_Count: [7, 0],
      HTTP_Fixed_Response_Count: [0, 40],
      HTTPCode_ELB_5XX_Count: [1, 42],
      TargetResponseTime: [2.5, 0.04],
    });
    const outage = { since: '2026-11-24T14:02:00.000Z', until: '2026-11-24T14:07:00.000Z' };
    const { users } = await handler(input({ outage }));
    const got = { known: true, from: known.began, until: NOW, served: 123, refused: 40, failed: 10 };
    expect(users).toEqual(got);
    expect(await ledger.read('incident#incident-b1')).toMatchObject({
      users: got,
      times: {
        ...{ began: known.began, told: '2026-11-24T14:01:00.000Z', shielded: outage.since },
        ...{ restored: '2026-11-24T14:04:00.000Z', verified: '2026-11-24T14:06:00.000Z', open: outage.until },
      },
    });
    expect(written.get('post-mortems/b1.md')).toContain(
      'Meanwhile, by the load balancer: 123 requests answered, 40 given the maintenance page, 10 failed.',
    );
    expect(written.get('post-mortems/b1.html')).toMatch(/<svg .*class="served".*class="refused".*class="failed"/s);
    // 2 of 22 in the third minute: what the page answered is no request of the application.
    expect(written.get('post-mortems/b1.md')).toMatch(
      /Requests that failed, of those the application got: at worst 9\.1 %, at 2:02.PM; how it was in the 15 minutes before is unknown\./,
    );
    expect(written.get('post-mortems/b1.md')).toMatch(/95 of 100 requests were answered: at worst 2\.5 s, at 2:00.PM/);
    expect(written.get('post-mortems/b1.html')?.match(/class="rate"/g)).toHaveLength(2);
  });

  it('compares with the minutes before, which are no part of what users got', async () => {
    aws.on('monitoring', {
      GetMetricData: ({ MetricDataQueries = [], StartTime }) => {
        expect(StartTime).toEqual(new Date('2026-11-24T13:45:00.000Z'));
        const of: Record<string, readonly number[]> = {
          HTTPCode_Target_2XX_Count: [50, 100],
          HTTPCode_Target_5XX_Count: [50, 1],
          TargetResponseTime: [0.9, 0.2],
        };
        return {
          MetricDataResults: MetricDataQueries.flatMap(({ Id, MetricStat }) => {
            const Values = of[MetricStat?.Metric?.MetricName ?? ''];
            const Timestamps = [new Date('2026-11-24T14:00:00.000Z'), new Date('2026-11-24T13:50:00.000Z')];
            return Values === undefined ? [] : [{ Id, Timestamps, Values: [...Values] }];
          }),
        };
      },
    });
    expect((await handler(input())).users).toMatchObject({ served: 50, failed: 50 });
    const draft = written.get('post-mortems/b1.md');
    expect(draft).toMatch(/at worst 50 %, at 2:00.PM; in the 15 minutes before at worst 1 %\./);
    expect(draft).toMatch(/at worst 0\.9 s, at 2:00.PM; in the 15 minutes before at worst 0\.2 s\./);
  });

  it('says that what users got is unknown where CloudWatch does not answer, and writes all the same', async () => {
    aws.fails('monitoring:GetMetricData', denied);
    expect((await handler(input())).users).toEqual({ known: false, why: 'not-asked' });
    expect(written.get('post-mortems/b1.md')).toMatch(/requests were answered, refused or failed is unknown/);
  });

  describe('what AWS has written of it', () => {
    const asked = {
      alarms: ['5xx', 'latency'],
      configuration: { putBack: ['/survey/nps'], left: ['/survey/x: it no longer exists'] },
    };

    it('is there: changes of the alarms, tasks that stopped by reason, parameters', async () => {
      const draft = await drafted(input(asked));
      expect(draft).toMatch(
        /\| Nov 24, 2026, 2:00:00.PM UTC \| 5xx \| OK → ALARM \|\n\| Nov 24, 2026, 2:09:00.PM UTC \| 5xx \| ALARM → OK \|/,
      );
      expect(draft).toMatch(
        /\| web \| 2 \| .* \| Essential container in task exited; app: exit code 137, OutOfMemoryError: password=.*\|/,
      );
      expect(draft).toMatch(/\| web \| 1 \| Nov 24, 2026, 2:05:00.PM UTC \| Task failed ELB health checks \|/);
      expect(draft).toMatch(/\| Scaling activity \|/);
      expect(draft).not.toMatch(/hunter2|long before/);
      expect(draft).toMatch(/\/survey\/nps: put back\n- \/survey\/x: it no longer exists \(left as it is\)/);
    });

    describe('in the logs of the application', () => {
      const logs = { groups: ['/survey/web', '/survey/worker'], errors: '?ERROR' };
      const said = (group: string, lines: readonly string[], before = 0) =>
        lines.map((message, n) => ({
          timestamp: Date.parse('2026-11-24T14:01:00.000Z') + (before + n) * 60_000,
          message: `${message} (${group})`,
        }));
      const asks: unknown[] = [];
      /** Each group's lines in two pages, an empty one between them. */
      const logged = (lines: readonly string[]) =>
        aws.on('logs', {
          FilterLogEvents: (asked) => {
            asks.push(asked);
            const { logGroupName = '', nextToken } = asked;
            if (logGroupName !== '/survey/web') return { events: [] };
            if (nextToken === undefined) return { events: said(logGroupName, lines.slice(0, 1)), nextToken: 'empty' };
            if (nextToken === 'empty') return { events: [], nextToken: 'last' };
            return { events: said(logGroupName, lines.slice(1), 1) };
          },
        });
      beforeEach(() => asks.splice(0));

      it('are lines of errors, those that differ in numbers alone once, with no secret', async () => {
        logged([
          'ERROR answer 17 of 5f3c1b2a-77: password=hunter2 refused',
          'ERROR answer 18 of 6d2d4f9c-12: password=hunter3 refused',
          'ERROR postgres://survey:s3cret@db/survey is not reached',
        ]);
        const draft = await drafted(input({ logs }));
        expect(draft).toMatch(
          /\| \/survey\/web \| 2 \| Nov 24, 2026, 2:01:00.PM UTC – Nov 24, 2026, 2:02:00.PM UTC \| ERROR answer 17 .*refused.*\|/,
        );
        expect(draft).toMatch(/\| \/survey\/web \| 1 \| .* \| ERROR postgres.*is not reached/);
        expect(draft).not.toMatch(/hunter|s3cret/);
        expect(written.get('post-mortems/b1.html')).not.toMatch(/hunter|s3cret/);
        expect(asks[0]).toMatchObject({
          ...{ logGroupName: '/survey/web', filterPattern: '?ERROR' },
          ...{ startTime: Date.parse('2026-11-24T13:45:00.000Z'), endTime: Date.parse(NOW) },
        });
      });

      it('are none where none matches, and unknown where they are not configured or not read', async () => {
        logged([]);
        aws.on('logs', { FilterLogEvents: () => ({ events: [] }) });
        expect(await drafted(input({ logs }))).toMatch(/Lines of errors .*: none\./);
        expect(await drafted(input({ logs: null }))).toMatch(
          /Lines of errors .*: unknown; the configuration does not say/,
        );
        expect(await drafted(input())).not.toMatch(/Lines of errors/);
        aws.fails('logs:FilterLogEvents', denied);
        const draft = await drafted(input({ logs }));
        expect(draft).toMatch(/\/survey\/web: it could not be read \(AccessDenied/);
        expect(draft).not.toMatch(/Lines of errors .*: none\./);
      });

      it('are the ten kinds that came most often, and the number of the others', async () => {
        const kinds = Array.from({ length: 12 }, (_, n) => `ERROR ${'abcdefghijkl'[n]}z went wrong`);
        logged([...kinds, ...kinds.slice(2)]);
        const draft = await drafted(input({ logs }));
        expect(draft.match(/^\| \/survey\/web \| 2 \|/gm)).toHaveLength(10);
        expect(draft).toContain('/survey/web: 2 more lines of other kinds');
      });
    });

    it('is unknown where AWS does not answer, and no stopped task is none', async () => {
      aws.fails('monitoring:DescribeAlarmHistory', denied);
      aws.on('ecs', { ListTasks: () => ({ taskArns: [] }) });
      const draft = await drafted(input(asked));
      expect(draft).toMatch(/Changes of the alarms, from 15 minutes before: unknown\./);
      expect(draft).toMatch(/Tasks that stopped .*: none\./);
    });

    it('is linked in git where the repository is configured, and named where it is not', async () => {
      const known = { ...knownGood(), commit: 'aaaa111' };
      const { request } = release({});
      await ledger.put('release#r1', release({ knownGood: known, request: { ...request, commit: 'bbbb222' } }));
      expect(await drafted(input())).toMatch(/Git range of the release: aaaa111\.\.\.bbbb222/);
      expect(await drafted(input({ repository: 'https://git.example.com/survey' }))).toContain(
        'https://git.example.com/survey/compare/aaaa111...bbbb222',
      );
    });
  });

  it('has a file of measures to fill in beside it, and leaves what people have filled in', async () => {
    await handler(input());
    const file = 'post-mortems/b1.measures.json';
    expect(JSON.parse(written.get(file) ?? '')).toMatchObject({
      ...{ incident: 'incident-b1', ended: '2026-11-24', evaluation: { due: '2026-12-24', text: '' } },
    });
    expect(written.get('post-mortems/b1.md')).toContain('Entered in b1.measures.json, beside this document');
    written.set(file, 'as people have filled it in');
    await handler(input());
    expect(written.get(file)).toBe('as people have filled it in');
  });

  it('is a page without a script that loads nothing, whatever people wrote', async () => {
    const evil = '<script>alert(1)</script> "><img src=x>';
    await handler(input({ because: [evil], origin: { ...input().origin, trigger: person({ reason: evil }) } }));
    const page = written.get('post-mortems/b1.html') ?? '';
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page).not.toMatch(/<script|<img|<link|<[^>]*(src|href)=|url\(/i);
    expect(page).toContain("default-src 'none'");
    for (const part of [
      'Data collected',
      'Problem',
      'Root cause',
      'Impact',
      'What was done',
      'measures',
      'Sharing',
      'Evaluation',
    ])
      expect(page).toMatch(new RegExp(`<h2>\\d\\. [^<]*${part}`));
  });

  it('writes in the language of the environment', async () => {
    expect(await drafted(input({ language: 'pt-BR' }))).toMatch(/^# Post-mortem \(rascunho\)/);
  });

  everyCall({
    prepare,
    run: () => handler(input({ alarms: ['5xx'] })),
    calls: ['dynamodb:GetItem', 'states:GetExecutionHistory', 'dynamodb:UpdateItem', 's3:PutObject'],
    unneeded: [
      ...['ecs:DescribeServices', 'ecs:ListTasks', 'ecs:DescribeTasks', 'monitoring:GetMetricData'],
      'monitoring:DescribeAlarmHistory',
    ],
    left: () => written,
  });
});
