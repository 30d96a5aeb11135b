/** A permission that no scenario and no simulated run exercises, and why it is needed all the same. */
export interface Exception {
  /** Names of functions, workflows or resources; `any`: whoever has it. */
  readonly holders: readonly string[] | 'any';
  readonly actions: readonly string[];
  /** Part of the resource, where only one of several is meant. */
  readonly resource?: string;
  readonly reason: string;
}

export const EXCEPTIONS: readonly Exception[] = [
  {
    holders: 'any',
    actions: ['dynamodb:GetItem'],
    reason: 'read when the lock was lost, to name who holds it',
  },
  {
    holders: ['record-known-good'],
    actions: ['ssm:GetParametersByPath'],
    resource: '/*',
    reason: 'AWS checks the path as it is written; with a slash at its end it is below the path itself',
  },
  {
    holders: ['register-task-definitions', 'pin-known-good'],
    actions: ['ecs:TagResource'],
    reason: 'a revision gets the tags of the one it replaces; those of the example have none',
  },
  {
    holders: ['inspect-environment'],
    actions: ['rds:DescribeDBProxyTargets'],
    reason: 'asked of every proxy of the account; the example has none',
  },
  {
    holders: ['raise-maintenance'],
    actions: ['elasticloadbalancing:DeleteRule'],
    reason:
      'deletes a rule of ours that an earlier raise left with another bypass value; test/lambdas/maintenance holds it',
  },
  {
    holders: ['read-rollback-trigger', 'take-lock', 'inspect-environment'],
    actions: ['states:DescribeExecution'],
    resource: '-decision:',
    reason: 'whoever asks while a decision is being carried out is told that it still runs',
  },
  {
    holders: ['look-at-migration'],
    actions: ['dynamodb:ConditionCheckItem', 'dynamodb:UpdateItem', 'kms:Decrypt'],
    reason:
      'unmarks a migration that never ran; test/scenarios/capacity.test.ts shows it, under a template of its own, whose statements are not these',
  },
  {
    holders: ['function knowngood-sandbox-remind-of-measures'],
    actions: ['lambda:InvokeFunction'],
    reason: 'its rule comes once a day; test/lambdas/people holds it',
  },
  {
    holders: ['watchdog'],
    actions: ['ssm:ListTagsForResource'],
    reason:
      'asked where somebody has pointed the application at a quarantined database; test/lambdas/people/watchdog holds it',
  },
  {
    holders: ['switch-automation'],
    actions: ['dynamodb:Query'],
    reason: 'asked where one release is named; test/lambdas/requests/switch-automation holds it',
  },
  {
    holders: ['begin-backup-drill'],
    actions: ['rds:DescribeDBInstanceAutomatedBackups', 'states:DescribeExecution'],
    reason:
      'asked of a point in time that a release recorded, and of a drill that was cut off; test/lambdas/database/begin-backup-drill holds it',
  },
  {
    holders: ['restore-throw-away'],
    actions: ['rds:RestoreDBInstanceToPointInTime'],
    resource: 'db:survey-kg-',
    reason: 'the live database after a rollback; the stories of drills begin with the original',
  },
  {
    holders: ['knowngood-sandbox-backup-drill'],
    actions: ['states:StartExecution'],
    reason: 'its rule comes once a month; test/lib/backup-drill holds it',
  },
  {
    holders: ['knowngood-sandbox-wake'],
    actions: ['states:StartExecution'],
    reason: 'its rule comes once a week; test/scenarios/watchdog.test.ts starts what it starts',
  },
];

/** Refusals that are right. */
const REFUSALS: readonly {
  readonly message: RegExp;
  /** The only one in which it is right. */
  readonly scenario?: string;
  readonly reason: string;
}[] = [
  { message: /:role\/(?:team-|reader |looker )/, reason: 'people whom a scenario lets try what they may not' },
  {
    message:
      /lowermaintenance\w*-\w+ is not authorized to perform: elasticloadbalancing:DeleteRule on resource: \S+:listener-rule\//,
    reason:
      'a rule deleted a moment ago has lost the tags by which it could be deleted; the step looks whether it is gone',
  },
  {
    message: / is not authorized to perform: /,
    scenario: 'removal',
    reason:
      'a stack is deleted there under functions and rules that still run, and a ledger that a new stack adopts keeps the old key for a while (docs/lifecycle.md); what the scenario needs it would fail without',
  },
];

export const unexpected = (denied: Iterable<string>, inScenario: string): string[] =>
  [...denied].filter(
    (text) =>
      !REFUSALS.some(
        ({ message, scenario }) => message.test(text) && (scenario === undefined || scenario === inScenario),
      ),
  );
