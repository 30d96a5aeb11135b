/** A permission that no scenario exercises, and why it is needed all the same. */
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
    holders: ['create-snapshot'],
    actions: ['rds:DescribeDBSnapshots'],
    reason: 'read when a call came twice and the name is taken: is the snapshot ours?',
  },
  {
    holders: ['restore-database'],
    actions: ['rds:DescribeDBInstances'],
    reason: 'read when a call came twice and the name is taken: is the instance ours?',
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
    holders: ['read-rollback-trigger'],
    actions: ['dynamodb:Query'],
    reason: 'a person asks to return to an older release ("to"): what was released since is looked up',
  },
  {
    holders: ['read-rollback-trigger', 'take-lock'],
    actions: ['states:DescribeExecution'],
    resource: '-decision:',
    reason: 'whoever asks while a decision is being carried out is told that it still runs',
  },
  {
    holders: ['escalate'],
    actions: ['states:GetExecutionHistory'],
    resource: '-decision:',
    reason: 'a decision that fails half-way is told with the step it failed at',
  },
  {
    holders: ['escalate'],
    actions: ['states:GetExecutionHistory'],
    resource: '-settle:',
    reason: 'a settling that fails is told with the step it failed at',
  },
  {
    holders: ['decision'],
    actions: ['lambda:InvokeFunction'],
    resource: 'sandbox-freeze',
    reason: 'a decision can freeze again, when more would be lost than was accepted',
  },
  {
    holders: ['confirm-release'],
    actions: ['dynamodb:UpdateItem'],
    reason: 'a release that nobody could watch is called good by a person; every scenario’s is watched',
  },
  {
    holders: ['watchdog'],
    actions: ['states:StartExecution'],
    reason: 'a dead release of which no event told is rolled back by the watchdog; in the sandbox events are not lost',
  },
  {
    holders: ['stop-migration'],
    actions: ['ecs:StopTask'],
    reason: 'a rollback that meets a migration still running stops it; the example’s take a second',
  },
];

/** Refusals that are right. */
const REFUSALS: readonly { readonly message: RegExp; readonly reason: string }[] = [
  { message: /:role\/team-/, reason: 'people whom a scenario lets try what they may not' },
  {
    message:
      /lowermaintenance\w*-\w+ is not authorized to perform: elasticloadbalancing:DeleteRule on resource: \S+:listener-rule\//,
    reason:
      'a rule deleted a moment ago has lost the tags by which it could be deleted; the step looks whether it is gone',
  },
];

export const unexpected = (denied: Iterable<string>): string[] =>
  [...denied].filter((message) => !REFUSALS.some((refusal) => refusal.message.test(message)));
