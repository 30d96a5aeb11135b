/** Who makes a call. */
export interface Principal {
  /** ARN of a role, or of the person, who may do everything (`arn:aws:iam::…:user/person`); the name of a service. */
  readonly arn: string;
  /** An AWS service acting for the account, for example `events.amazonaws.com`: only a resource's policy can allow it anything. */
  readonly service?: string;
  /** Name of the role's session, where somebody has given it one. */
  readonly session?: string;
  /** Condition keys that come with the caller: `aws:SourceArn` of a service, `lambda:SourceFunctionArn` of a function. */
  readonly context?: Readonly<Record<string, string>>;
}

/** What a handler knows about the call besides its input. */
export interface Call {
  readonly principal: Principal;
}

/** An AWS service that takes on a role. */
export interface Assuming {
  /** As a trust policy names it, for example `lambda.amazonaws.com`. */
  readonly service: string;
  /** ARN of the function, task, state machine or rule that it takes the role on for. */
  readonly sourceArn: string;
}

/** One thing IAM checks before a call takes effect. A call may need several (a restore checks group ARNs too). */
export interface AccessCheck {
  /** For example `rds:CreateDBSnapshot`. */
  readonly action: string;
  /** ARN, or `*` where the action has no resource level. */
  readonly resource: string;
  /** Condition keys and their values, for example `{'ecs:cluster': 'arn:…', 'aws:ResourceTag/knowngood': 'true'}`. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

/** The check of an action without a resource level: it is allowed on everything or not at all. */
export const onEverything = (action: string) => (): readonly AccessCheck[] => [{ action, resource: '*' }];
