import {
  type Action,
  type RuleCondition,
  TargetGroupNotFoundException,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { WireError } from '../../kernel/wire-error.ts';
import { valuesOf } from './conditions.ts';

const CONTENT_TYPES = ['text/plain', 'text/css', 'text/html', 'application/javascript', 'application/json'];
const FIELDS = ['path-pattern', 'host-header', 'http-header', 'http-request-method', 'query-string', 'source-ip'];

/** ELB's answer to input that its API model does not allow. */
export const invalid = (message: string) => new WireError('ValidationError', message);

/** For whatever ELB does and the sandbox does not play: refused by name, never ignored. */
export const unmodelled = (what: string) =>
  new WireError('NotImplementedException', `the sandbox's load balancer does not model ${what}`, 501);

/** Refuses actions that ELB refuses, and those the sandbox does not play. */
export function checkActions(actions: readonly Action[], targetGroupExists: (arn: string) => boolean): void {
  if (actions.length !== 1)
    throw actions.length === 0 ? invalid('An action must be specified') : unmodelled('more than one action');
  for (const action of actions) checkAction(action, targetGroupExists);
}

function checkAction(action: Action, targetGroupExists: (arn: string) => boolean): void {
  switch (action.Type) {
    case 'forward': {
      if (action.ForwardConfig?.TargetGroupStickinessConfig?.Enabled) throw unmodelled('sticky target groups');
      const groups = targetGroupsOf(action);
      if (groups.length === 0 || groups.length > 5) throw invalid('A forward action needs 1 to 5 target groups');
      for (const { arn } of groups) {
        if (targetGroupExists(arn)) continue;
        throw new TargetGroupNotFoundException({ message: `Target groups '${arn}' not found`, $metadata: {} });
      }
      return;
    }
    case 'fixed-response': {
      const { StatusCode = '', ContentType = 'text/plain', MessageBody = '' } = action.FixedResponseConfig ?? {};
      if (!/^[245]\d\d$/.test(StatusCode)) throw invalid(`Invalid fixed-response status code '${StatusCode}'`);
      if (!CONTENT_TYPES.includes(ContentType)) throw invalid(`Invalid fixed-response content type '${ContentType}'`);
      if (MessageBody.length > 1024) {
        throw invalid(`The fixed-response message body has ${MessageBody.length} characters, more than 1024`);
      }
      return;
    }
    case 'redirect':
      if (!/^HTTP_30[12]$/.test(action.RedirectConfig?.StatusCode ?? '')) throw invalid('Invalid redirect status code');
      return;
    default:
      throw unmodelled(`actions of type ${action.Type}`);
  }
}

/** Refuses conditions that ELB refuses, and those the sandbox does not play. */
export function checkConditions(conditions: readonly RuleCondition[]): void {
  if (conditions.length === 0) throw invalid('A condition must be specified');
  let values = 0;
  for (const condition of conditions) {
    if (!FIELDS.includes(condition.Field ?? '')) throw invalid(`Condition field '${condition.Field}' is not valid`);
    const regular =
      condition.RegexValues ??
      condition.HttpHeaderConfig?.RegexValues ??
      condition.PathPatternConfig?.RegexValues ??
      condition.HostHeaderConfig?.RegexValues;
    if (regular?.length) throw unmodelled('RegexValues');
    const own = valuesOf(condition);
    if (own.length === 0) throw invalid(`A condition value must be specified for '${condition.Field}'`);
    if (own.some((value) => value.length > 128)) throw invalid('Condition values have at most 128 characters');
    if (condition.Field === 'http-header') {
      const name = condition.HttpHeaderConfig?.HttpHeaderName ?? '';
      if (!/^[\w!#$%&'*+.^`|~-]{1,40}$/.test(name)) throw invalid(`'${name}' is not a valid HTTP header name`);
    }
    values += own.length;
  }
  if (values > 5) throw invalid('Rules can have at most 5 condition values');
}

/** The target groups of a forward action and their weights, whichever way they are written. */
export function targetGroupsOf(action: Action): readonly { arn: string; weight: number }[] {
  if (action.Type !== 'forward') return [];
  const groups = action.ForwardConfig?.TargetGroups ?? [{ TargetGroupArn: action.TargetGroupArn }];
  return groups.flatMap(({ TargetGroupArn: arn, Weight }) =>
    arn === undefined ? [] : [{ arn, weight: Number(Weight ?? 1) }],
  );
}
