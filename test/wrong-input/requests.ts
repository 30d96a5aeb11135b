/** What people type wrong: what is wrong with it, and the execution's input. */
export type WrongRequest = readonly [wrong: string, input: unknown];

const release = (change: object) => ({ version: '1.1.0', reason: 'Sprint 18', ...change });
const rollback = (change: object) => ({ reason: 'Dashboards answer 500', criterion: 'monitoring-feedback', ...change });

export const wrongReleases: readonly WrongRequest[] = [
  ['no object', 'deploy please'],
  ['a list', [{ version: '1.1.0' }]],
  ['nothing at all', {}],
  ['no reason', { version: '1.1.0' }],
  ['an empty reason', release({ reason: '   ' })],
  ['a reason that was copied and not filled in', release({ reason: '…' })],
  ['a plan that was copied and not filled in', release({ kind: 'infrastructure', impact: 'none', plan: '...' })],
  ['a reason that is a novel', release({ reason: 'x'.repeat(501) })],
  ['a version that is a number', release({ version: 5 })],
  ['a version that is no image tag', release({ version: 'new version!' })],
  ['an unknown key', release({ verison: '1.1.0' })],
  ['an unknown service', release({ services: { api: {} } })],
  ['no service at all', release({ services: {} })],
  ['services as a list', release({ services: ['web'] })],
  ['an unknown key of a service', release({ services: { web: { tag: '1.1.0' } } })],
  ['CPU in words', release({ services: { web: { cpu: 'half' } } })],
  ['memory with a unit', release({ services: { web: { memory: '1 GB' } } })],
  ['no task at all', release({ services: { web: { desiredCount: 0 } } })],
  ['half a task', release({ services: { web: { desiredCount: 1.5 } } })],
  ['an environment variable without a name', release({ services: { web: { environment: { '1X': 'y' } } } })],
  ['a secret by its name', release({ services: { web: { environment: { SECRET_KEY_BASE: 'a1b2' } } } })],
  [
    'a secret by its shape',
    release({ services: { web: { environment: { DATABASE_URL: 'postgres://app:hunter2@db/cx' } } } }),
  ],
  ['an unknown kind of migration', release({ migration: 'big' })],
  ['a migration without the service that runs it', release({ migration: 'compatible', services: { worker: {} } })],
  ['an unknown functionality', release({ affected: ['billing'] })],
  ['an alarm to ignore that is not configured', release({ ignoreAlarms: ['cpu'] })],
  ['a standby until nobody knows when', release({ standby: 'always' })],
  ['an infrastructure release without impact and plan', release({ kind: 'infrastructure' })],
  ['a commit that is none', release({ commit: 'HEAD~1' })],
  ['a promotion from nowhere known', release({ promoteFrom: 'integration' })],
  ['a promotion with an image of its own', release({ promoteFrom: 'homologation', services: { web: { image: 'x' } } })],
  ['an override of nothing', release({ despite: 'unobserved' })],
  ['a promotion from an environment that publishes nothing', release({ promoteFrom: 'homologation' })],
  ['a dry run in words', release({ dryRun: 'yes' })],
  ['several problems at once', { version: '', services: { api: {} }, migration: 'big' }],
  ['a confirmation without a reason', { confirm: '1.1.0' }],
  ['a confirmation of a release nobody made', { confirm: '9.9.9', reason: 'looked' }],
  ['an image nobody pushed', release({ version: '9.9.9' })],
  ['an image of another registry', release({ services: { web: { image: 'docker.io/library/nginx:latest' } } })],
  [
    'a digest that expired',
    release({
      services: {
        web: { image: `111122223333.dkr.ecr.sa-east-1.amazonaws.com/survey-platform@sha256:${'0'.repeat(64)}` },
      },
    }),
  ],
];

export const wrongRollbacks: readonly WrongRequest[] = [
  ['nothing at all', {}],
  ['no criterion', { reason: 'Dashboards answer 500' }],
  ['a reason that was copied and not filled in', rollback({ reason: '...' })],
  ['an unknown criterion', rollback({ criterion: 'mood' })],
  ['an unknown key', rollback({ force: true })],
  ['a way with the database that does not exist', rollback({ database: 'delete' })],
  ['an unknown functionality', rollback({ affected: ['billing'] })],
  ['a release to return to that nobody made', rollback({ to: '9.9.9' })],
  ['a decision at the door that only asks', rollback({ decision: 'reopen' })],
  ['a loss accepted at the door that only asks', rollback({ acceptLostWrites: 12 })],
  ['a proof accepted at the door that only asks', rollback({ acceptProof: true })],
  ['an image to go back with at the door that only asks', rollback({ images: { web: 'x:1' } })],
  ['automation, at the door that only asks', { automation: 'on', reason: 'The load test is over' }],
];

export const wrongDecisions: readonly WrongRequest[] = [
  ['a negative loss', rollback({ acceptLostWrites: -1 })],
  ['a loss in words', rollback({ acceptLostWrites: 'all' })],
  ['an unknown decision', rollback({ decision: 'undo' })],
  ['no image, where the message leaves a place for one', rollback({ images: { web: '…' } })],
  ['an image of a service that is not configured', rollback({ images: { api: 'x:1' } })],
  ['keep and reopen at once', rollback({ database: 'keep', decision: 'reopen' })],
  ['restore and reopen at once', rollback({ database: 'restore', decision: 'reopen' })],
  ['a loss accepted of what keeps the database', rollback({ database: 'keep', acceptLostWrites: 3 })],
  ['forward, where no rollback has restored the database', rollback({ database: 'forward' })],
  ['forward, and to an older release', rollback({ database: 'forward', to: '1.0.0' })],
  ['reopening an environment that is open', rollback({ decision: 'reopen' })],
  ['an incident that is not in hand', rollback({ incident: 'incident-1', decision: 'reopen' })],
  ['automation neither on nor off', { automation: 'pause', reason: 'Load test' }],
  ['automation off without an end', { automation: 'off', reason: 'Load test' }],
  ['automation off until a time without a zone', { automation: 'off', until: '2026-11-24T18:00', reason: 'Load test' }],
  [
    'automation off until a time that is over',
    { automation: 'off', until: '2020-01-01T00:00:00Z', reason: 'Load test' },
  ],
  ['automation on, where it is on', { automation: 'on', reason: 'The load test is over' }],
];

/** Alarm events that are told and not acted on; `now` is the moment they arrive. */
export function wrongEvents(now: string): readonly WrongRequest[] {
  const event = (alarm: string, state: object = {}, resource = alarm) => ({
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    resources: [`arn:aws:cloudwatch:sa-east-1:111122223333:alarm:${resource}`],
    detail: { alarmName: alarm, state: { value: 'ALARM', timestamp: now, reason: 'Threshold Crossed', ...state } },
  });
  const hoursAgo = new Date(Date.parse(now) - 3 * 3_600_000).toISOString();
  return [
    ['an alarm that is not configured', event('billing-too-high')],
    ['an alarm that only notifies', event('survey-unhealthy-tasks')],
    ['a forged event: CloudWatch knows of no such change', event('survey-5xx-rate')],
    ['an event that names one alarm and comes from another', event('survey-5xx-rate', {}, 'billing-too-high')],
    ['an alarm that is quiet again', event('survey-5xx-rate', { value: 'OK' })],
    ['an event of three hours ago', event('survey-5xx-rate', { timestamp: hoursAgo })],
    ['an event without its detail', { source: 'aws.cloudwatch', 'detail-type': 'CloudWatch Alarm State Change' }],
    ['an event of another kind', { source: 'aws.ec2', 'detail-type': 'EC2 Instance State-change Notification' }],
  ];
}
