import { expression } from '../lib/workflows/expression.ts';
import { aTenth } from '../lib/workflows/pace.ts';
import { WATCH_LOOKS } from '../lib/workflows/phases/watch.ts';
import { INVOCATION_SECONDS, MEMORY_GIGABYTES, PRICES } from './costs.ts';
import type { Line } from './monthly.ts';
import type { Measured } from './stories.ts';

/** Of the most that a watch may have: a look costs three transitions. */
const looksOfAnHour = aTenth(expression('$watchSince'), WATCH_LOOKS).looks(3_600);

const dollars = (amount: number): string => amount.toFixed(2);

/** `docs/costs.md`: what the control plane costs, with its arithmetic, from what was counted. */
export function costPage(monthly: readonly Line[], stories: readonly Measured[], example: readonly Line[]): string {
  const total = monthly.reduce((sum, { count, each }) => sum + count * each, 0);
  const rates = Object.entries(PRICES).map(
    ([region, { thousandTransitions, millionRequests, gigabyteSecond }]) =>
      `| ${region} | ${thousandTransitions} | ${millionRequests} | ${gigabyteSecond} |`,
  );
  return `# What it costs

Made from the synthesized template of the sandbox's environment and from executions that the simulation counts; a test holds it
(\`UPDATE_DOCUMENTS=1 npx vitest run test/bench/cost-page.test.ts\` writes it again). Prices are on-demand, in US dollars, without
free tiers. They are AWS's to change: compare them with the linked pages. An account's bill is its own.

## While nothing happens

| A month, in us-east-1 | Count | Each | Dollars | Price |
| --- | --- | --- | --- | --- |
${monthly.map(({ what, count, each, source }) => `| ${what} | ${Math.round(count).toLocaleString('en')} | ${each < 0.01 ? each.toPrecision(3) : dollars(each)} | ${dollars(count * each)} | [AWS](${source}) |`).join('\n')}
| together | | | **${dollars(total)}** | |

A key's first two yearly rotations add a dollar each. The watchdog looks once a minute: most of the invocations. The dashboard costs nothing where the account has fewer than three others.
The alarms here are those of the control plane itself; yours are yours. Storage of ledger, documents and logs is cents.

\`database.connect.endpoints\` makes interface endpoints, which are billed by the hour and by the subnet's zone
([AWS](https://aws.amazon.com/privatelink/pricing/)); a NAT gateway that is there already costs nothing more.

## A release, a rollback

| | Transitions | Invocations | ${
    stories[0] === undefined
      ? ''
      : Object.keys(stories[0].cents)
          .map((region) => `Cents, ${region}`)
          .join(' | ')
  } |
| --- | --- | --- | ${Object.keys(PRICES)
    .map(() => '---')
    .join(' | ')} |
${stories.map(({ name, transitions, invocations, cents }) => `| ${name} | ${transitions} | ${invocations} | ${Object.values(cents).join(' | ')} |`).join('\n')}

Cents = transitions / 1,000 x price of a thousand + invocations x (price of a million / 1,000,000 + ${INVOCATION_SECONDS} s x ${MEMORY_GIGABYTES} GB x
price of a GB-second). The ${INVOCATION_SECONDS} s are an assumption, not a measurement. The
watch is four minutes here. One of an hour has ${looksOfAnHour} looks, each three transitions and an invocation; each hour more has ${3_600 / WATCH_LOOKS.latest}.

| Region | A thousand transitions | A million invocations | A GB-second (arm64) |
| --- | --- | --- | --- |
${rates.join('\n')}

Sources: [Step Functions](https://aws.amazon.com/step-functions/pricing/), [Lambda](https://aws.amazon.com/lambda/pricing/).

## What a rollback keeps, and a backup drill uses

This is AWS's own price, and larger than everything above:

- **The replaced database** is kept, quarantined: an instance of the same class and storage runs beside the restored one until its date
  (\`database.retention\`), or until you delete it. It costs what your database costs.
- **Snapshots**: RDS bills backup storage beyond the size of your databases in the Region
  ([how AWS counts it](https://aws.amazon.com/blogs/database/demystifying-amazon-rds-backup-storage-costs/)); a snapshot is incremental while its
  instance is there.
- **A backup drill** (\`database.backupDrill\`) runs an instance of the same class, in one zone, and its storage for as long as a restore and its proof take,
  usually less than an hour, once every \`days\`.
- With \`database.retention.prices\` the mails of retention and the reports name these sums for your class and Region; without it they say that
  nobody knows.
${exampleDay(example, total)}`;
}

/** The whole of docs/first-hour.md, while it is there. */
function exampleDay(lines: readonly Line[], month: number): string {
  const day = lines.reduce((sum, { count, each }) => sum + count * each, 0);
  return `
## The example application, a day

What [the first hour](first-hour.md) deploys, counted in its template, in us-east-1 and dollars. Traffic, logs and images are cents.

| A day | Count | Each | Dollars | Price |
| --- | --- | --- | --- | --- |
${lines.map(({ what, count, each, source }) => `| ${what} | ${count} | ${each.toPrecision(3)} | ${dollars(count * each)} | [AWS](${source}) |`).join('\n')}
| its control plane, a thirtieth of the month above | 1 | ${(month / 30).toPrecision(3)} | ${dollars(month / 30)} | |
| together | | | **${dollars(day + month / 30)}** | |

A rollback with the database adds an instance and its storage, which stay until somebody deletes them.
`;
}
