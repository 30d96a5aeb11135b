import { wrap } from '../console/progress/text.ts';

export interface Welcome {
  readonly endpoint: string;
  readonly region: string;
  readonly application: string;
  readonly pages: string;
  readonly machines: Readonly<Record<'release' | 'rollback', string>>;
  /** How many people use the application. */
  readonly users: number;
  /** Real seconds a virtual minute lasts. */
  readonly secondsPerMinute: number;
}

/** Tells a person where the sandbox is, and commands to copy (never broken into lines). */
export function welcome(facts: Welcome, width: number): string {
  const say = (text: string): string => wrap(text, width).join('\n');
  const start = (kind: 'release' | 'rollback', input: object): string =>
    `  aws stepfunctions start-execution --state-machine-arn ${facts.machines[kind]} --input '${JSON.stringify(input)}'`;
  const set = [
    ...[`AWS_ENDPOINT_URL=${facts.endpoint}`, 'AWS_ACCESS_KEY_ID=sandbox', 'AWS_SECRET_ACCESS_KEY=sandbox'],
    ...[`AWS_DEFAULT_REGION=${facts.region}`, `AWS_REGION=${facts.region}`],
  ];
  return `
${say(`The sandbox is up. One virtual minute lasts ${facts.secondsPerMinute} s; times are virtual.`)}

  AWS endpoint   ${facts.endpoint}
  application    ${facts.application}
  console        ${facts.pages}
  mailbox        ${facts.pages}/mailbox

${say(
  facts.users === 0
    ? 'Nobody uses the application, so no alarm has anything to measure.'
    : `${facts.users} people use the application meanwhile; KNOWNGOOD_TRAFFIC=off npm run sandbox leaves it alone.`,
)}

${say(`In another terminal, once (an AWS CLI older than 1.29 or 2.13 also wants --endpoint-url ${facts.endpoint}):`)}
  export ${set.join(' ')}

Release:
${start('release', { version: '1.1.0', reason: 'Sprint 17', migration: 'compatible' })}

${say('Break it (version 2.0.0 loses answers and fails; its alarm rolls it back by itself):')}
${start('release', { version: '2.0.0', reason: 'Sprint 18', migration: 'breaking' })}

Roll back by hand:
${start('rollback', { reason: 'Dashboards answer 500', criterion: 'monitoring-feedback' })}

Ctrl-C ends everything and leaves nothing behind.
`;
}
