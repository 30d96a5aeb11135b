import type { AlarmValue } from './evaluate.ts';

const TOKEN = /\s*(?:"((?:[^"\\]|\\.)*)"|([A-Z_]+)|([()])|([^\s()"]+))/gy;

/**
 * Whether the rule of a composite alarm holds: ALARM(), OK() and INSUFFICIENT_DATA() of alarms by name or ARN, TRUE, FALSE,
 * AND, OR, NOT and parentheses (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html).
 * @param stateOf of an alarm; undefined: there is none
 */
export function evaluateRule(rule: string, stateOf: (alarm: string) => AlarmValue | undefined): boolean {
  const read = [...rule.matchAll(TOKEN)];
  if (read.map(([whole]) => whole).join('') !== rule.trimEnd()) throw new Error(`The rule "${rule}" cannot be read.`);
  const tokens = read.map(([whole, quoted]) => quoted ?? whole.trim());
  let at = 0;
  const take = (token: string): boolean => tokens[at] === token && ++at > 0;
  const expect = (token: string): void => {
    if (!take(token)) throw new Error(`The rule "${rule}": expected "${token}", found "${tokens[at] ?? 'the end'}".`);
  };
  const either = (): boolean => {
    let holds = both();
    while (take('OR')) holds = both() || holds;
    return holds;
  };
  const both = (): boolean => {
    let holds = one();
    while (take('AND')) holds = one() && holds;
    return holds;
  };
  const one = (): boolean => {
    if (take('NOT')) return !one();
    if (take('TRUE')) return true;
    if (take('FALSE')) return false;
    if (take('(')) {
      const holds = either();
      expect(')');
      return holds;
    }
    const state = tokens[at++] ?? 'the end';
    if (!['ALARM', 'OK', 'INSUFFICIENT_DATA'].includes(state))
      throw new Error(`The sandbox does not know "${state}" in the rule "${rule}".`);
    expect('(');
    const alarm = tokens[at++] ?? '';
    expect(')');
    return stateOf(alarm) === state;
  };
  const holds = either();
  if (at < tokens.length) throw new Error(`The rule "${rule}": unexpected "${tokens[at]}".`);
  return holds;
}
