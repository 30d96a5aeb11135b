import {
  type Action,
  type RuleCondition,
  TargetGroupNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { WireError } from '../../kernel/wire-error.ts';
import { valuesOf } from './conditions.ts';

const CONTENT_TYPES = ['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'];
const FIELDS = ['path-pattern', 'host-header', 'http-header', 'http-request-method', 'query-string', 'source-ip'];

/** The newer form of conditions that have two: only one may be given (aws-controllers-k8s/community#2759). */
const FORMS: Readonly<Record<string, 'HostHeaderConfig' | 'PathPatternConfig'>> = {
  'host-header': 'HostHeaderConfig',
  'path-pattern': 'PathPatternConfig',
};

/** ELB's answer to input that its API model does not allow. */
export const invalid = (message: string) => new WireError('ValidationError', message);

/** For whatever ELB does and the sandbox does not play: refused by name, never ignored. */
export const unmodelled = (what: string) =>
  new WireError('NotImplementedException', `the sandbox's load balancer does not model ${what}`, 501);

/** A log-in may come first; the last action forwards, redirects or answers (API_Action). */
const LOG_INS: readonly (string | undefined)[] = ['authenticate-oidc', 'authenticate-cognito'];

export const isLogIn = ({ Type }: Action): boolean => LOG_INS.includes(Type);

/** Refuses actions that ELB refuses, and those the sandbox does not play. */
export function checkActions(actions: readonly Action[], targetGroupExists: (arn: string) => boolean): void {
  if (actions.length === 0) throw invalid('An action must be specified');
  const inOrder = [...actions].sort((a, b) => Number(a.Order ?? 0) - Number(b.Order ?? 0));
  const [last] = inOrder.slice(-1);
  if (last === undefined || isLogIn(last) || inOrder.slice(0, -1).some((action) => !isLogIn(action)))
    throw invalid('The last action of a rule must forward, redirect or give a fixed response, and only it');
  for (const action of inOrder.slice(0, -1)) checkLogIn(action);
  checkAction(last, targetGroupExists);
}

/** A new rule needs the client's secret, which DescribeRules never gives (API_AuthenticateOidcActionConfig). */
function checkLogIn({ Type, AuthenticateOidcConfig, AuthenticateCognitoConfig }: Action): void {
  if (Type === 'authenticate-cognito') {
    if (AuthenticateCognitoConfig?.UserPoolArn === undefined) throw invalid('A user pool ARN must be specified');
    return;
  }
  if (AuthenticateOidcConfig?.ClientId === undefined) throw invalid('A client ID must be specified');
  if (AuthenticateOidcConfig.ClientSecret === undefined && AuthenticateOidcConfig.UseExistingClientSecret !== true)
    throw invalid('A client secret must be specified');
}

function checkAction(action: Action, targetGroupExists: (arn: string) => boolean): void {
  switch (action.Type) {
    case 'forward': {
      const { Enabled, DurationSeconds = 0 } = action.ForwardConfig?.TargetGroupStickinessConfig ?? {};
      if (Enabled === true && (DurationSeconds < 1 || DurationSeconds > 604_800))
        throw invalid('The stickiness duration of target groups is 1 to 604800 seconds');
      const groups = targetGroupsOf(action);
      if (groups.length === 0 || groups.length > 5) throw invalid('A forward action needs 1 to 5 target groups');
      for (const { arn } of groups) {
        if (targetGroupExists(arn)) continue;
        throw new TargetGroupNotFoundException({ message: `Target groups '${arn}' not found`, $metadata: {} });
      }
      return;
    }
    case 'fixed-response':
      checkFixedResponse(action);
      return;
    case 'redirect':
      if (!/^HTTP_30[12]$/.test(action.RedirectConfig?.StatusCode ?? '')) throw invalid('Invalid redirect status code');
      return;
    default:
      throw unmodelled(`actions of type ${action.Type}`);
  }
}

function checkFixedResponse({ FixedResponseConfig }: Action): void {
  const { StatusCode = '', ContentType = 'text/plain', MessageBody = '' } = FixedResponseConfig ?? {};
  if (!/^[245]\d\d$/.test(StatusCode)) throw invalid(`Invalid fixed-response status code '${StatusCode}'`);
  if (!CONTENT_TYPES.includes(ContentType)) throw invalid(`Invalid fixed-response content type '${ContentType}'`);
  if (MessageBody.length > 1024)
    throw invalid(`The fixed-response message body has ${MessageBody.length} characters, more than 1024`);
}

/** Refuses conditions that ELB refuses, and those the sandbox does not play. */
export function checkConditions(conditions: readonly RuleCondition[]): void {
  if (conditions.length === 0) throw invalid('A condition must be specified');
  let values = 0;
  let wildcards = 0;
  for (const condition of conditions) {
    if (!FIELDS.includes(condition.Field ?? '')) throw invalid(`Condition field '${condition.Field}' is not valid`);
    const regular =
      condition.RegexValues ??
      condition.HttpHeaderConfig?.RegexValues ??
      condition.PathPatternConfig?.RegexValues ??
      condition.HostHeaderConfig?.RegexValues;
    if (regular?.length) throw unmodelled('RegexValues');
    const form = FORMS[condition.Field ?? ''];
    if (form !== undefined && condition.Values?.length && condition[form] !== undefined)
      throw invalid(`You cannot provide both Values and '${form}' for a condition of type '${condition.Field}'`);
    const own = valuesOf(condition);
    if (own.length === 0) throw invalid(`A condition value must be specified for '${condition.Field}'`);
    if (own.some((value) => value.length > 128)) throw invalid('Condition values have at most 128 characters');
    if (condition.Field === 'http-header') {
      const name = condition.HttpHeaderConfig?.HttpHeaderName ?? '';
      if (!/^[\w!#$%&'*+.^`|~-]{1,40}$/.test(name)) throw invalid(`'${name}' is not a valid HTTP header name`);
    }
    values += own.length;
    wildcards += own.join('').match(/[*?]/g)?.length ?? 0;
  }
  if (values > 5) throw invalid("A rule can only have '5' condition values");
  if (wildcards > 5) throw invalid("A rule can only have '5' condition wildcards");
}

/** The target groups of a forward action and their weights, whichever way they are written. */
export function targetGroupsOf(action: Action): readonly { arn: string; weight: number }[] {
  if (action.Type !== 'forward') return [];
  const groups = action.ForwardConfig?.TargetGroups ?? [{ TargetGroupArn: action.TargetGroupArn }];
  return groups.flatMap(({ TargetGroupArn: arn, Weight }) =>
    arn === undefined ? [] : [{ arn, weight: Number(Weight ?? 1) }],
  );
}
