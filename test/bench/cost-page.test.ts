import { readFileSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { costPage } from '../../bench/cost-page.ts';
import { dayOf, type Example } from '../../bench/example-day.ts';
import { monthlyOf, type Template } from '../../bench/monthly.ts';
import { measureStories } from '../../bench/stories.ts';

const page = new URL('../../docs/costs.md', import.meta.url);
const read = (stack: string) =>
  JSON.parse(readFileSync(new URL(`../../cdk.out/${stack}.template.json`, import.meta.url), 'utf8'));
const template = (): Template => read('KnownGood-sandbox');
const example = (): Example => read('SurveyPlatform');

it('what it costs stands in docs/costs.md, as it is counted today', { timeout: 60_000 }, async () => {
  const written = costPage(monthlyOf(template()), await measureStories(), dayOf(example()));
  if (process.env['UPDATE_DOCUMENTS'] !== undefined) writeFileSync(page, written);
  expect(readFileSync(page, 'utf8')).toBe(written);
});

it('a month is what is kept, and every look of every schedule', () => {
  const lines = monthlyOf({
    Resources: {
      Key: { Type: 'AWS::KMS::Key' },
      Other: { Type: 'AWS::KMS::Key' },
      Topic: { Type: 'AWS::SNS::Topic' },
      Often: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 minute)' } },
      Rarely: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 day)' } },
    },
  });
  expect(lines.map(({ count }) => count)).toEqual([2, 30 * 24 * 60 + 30]);
  // 43,230 x (0.0000002 + 0.15 GB-s x 0.0000133334).
  expect((lines[1]?.count ?? 0) * (lines[1]?.each ?? 0)).toBeCloseTo(0.0951, 3);
});

it('backup drills cost their metrics, and a schedule of two functions costs both', () => {
  const lines = monthlyOf({
    Resources: {
      Publish: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'knowngood-x-publish-backup-drill' } },
      Hourly: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'rate(1 hour)', Targets: [{}, {}] } },
    },
  });
  expect(lines.map(({ what, count }) => [what, count])).toEqual([
    ['metrics of backup drills', 4],
    [expect.stringContaining('backup drills'), 2 * 30 * 24],
  ]);
});

it('a schedule that nobody can count is no schedule that costs nothing', () => {
  const Resources = { Rule: { Type: 'AWS::Events::Rule', Properties: { ScheduleExpression: 'cron(0 3 * * ? *)' } } };
  expect(() => monthlyOf({ Resources })).toThrow(/cron\(0 3 \* \* \? \*\): is no rate/);
});

it('a day of the example is every task, address and instance of its template, and no price is missing in silence', () => {
  const lines = new Map(dayOf(example()).map(({ what, count }) => [what, count]));
  // Two of web, one worker, one of the help center, each a quarter of a vCPU.
  expect(lines.get('vCPUs of tasks (Fargate)')).toBe(1);
  expect(lines.get('public IPv4 addresses')).toBe(3);
  const { Resources } = structuredClone(example());
  for (const { Type, Properties } of Object.values(Resources))
    if (Type === 'AWS::RDS::DBInstance') Object.assign(Properties ?? {}, { DBInstanceClass: 'db.r8g.large' });
  expect(() => dayOf({ Resources })).toThrow('db.r8g.large: nobody has written its price here');
});
