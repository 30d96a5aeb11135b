import { describe, expect, it } from 'vitest';
import { listenerProblems } from '../../../lambdas/environment/inspect-environment/listener-problems.ts';
import type { Listener } from '../../../lambdas/model/environment.ts';
import { check } from '../../../lib/configuration/check.ts';
import { questionsOf } from '../../../lib/configuration/questions.ts';
import type { CheckedConfiguration, EnvironmentConfiguration } from '../../../lib/configuration/schema.ts';
import { aws } from '../../lambdas/stub/aws.ts';
import { type Architecture, groupArn } from './account.ts';
import { managedPassword } from './architectures/proxy.ts';
import { ALWAYS, taken } from './taken.ts';
import { answered, writtenFor } from './written.ts';

describe.each(taken)('%s', (_what, account, parts, asked) => {
  it.each(['en', 'pt-BR'] as const)('is a configuration with nothing left but questions, in %s', async (language) => {
    const { text, configuration } = await writtenFor(account, { language });
    if (language === 'en') for (const part of parts) expect(text).toMatch(part);
    const questions = questionsOf(configuration).map(({ path }) => path);
    const known = account === managedPassword ? ALWAYS.filter((path) => path !== 'database.connect.secret') : ALWAYS;
    expect(questions.toSorted()).toEqual([...known, ...asked].toSorted());
    const problem = refusal(configuration);
    expect(problem.split('\n').slice(1)).toHaveLength(questions.length);
    expect(text.split('\n').filter((line) => line.length > 120 && line.trimStart().startsWith('//'))).toEqual([]);
  });

  it('is valid once they are answered, and its listeners are fit for maintenance', async () => {
    const { facts, configuration } = await writtenFor(account);
    const valid = check(answered(configuration) as EnvironmentConfiguration, 'config/production.ts');
    expect(problemsOf(account, valid, facts.listeners)).toEqual([]);
  });

  it('asks, and changes nothing', async () => {
    await writtenFor(account);
    expect(aws.called().filter((operation) => !/:(List|Describe|GetParameters$)/.test(operation))).toEqual([]);
  });
});

function refusal(configuration: EnvironmentConfiguration): string {
  try {
    check(configuration, 'config/production.ts');
    return '';
  } catch (error) {
    return (error as Error).message;
  }
}

/** What a release's inspection would say of the listeners that were written. */
function problemsOf(
  { services }: Architecture,
  { listeners, maintenance: { priorities } }: CheckedConfiguration,
  found: Awaited<ReturnType<typeof writtenFor>>['facts']['listeners'],
): string[] {
  const own = new Set(services.flatMap(({ reached = [] }) => reached.map(([, group]) => groupArn(group))));
  return listeners.flatMap((listener, index) => {
    const seen = found.find((one) => one.listener.ListenerArn === listener.arn);
    if (seen === undefined) return [`${listener.name} is no listener of the account`];
    // Rules from the first priority on have to be moved: that was the question.
    const isMoved = seen.rules.some(({ Priority }) => Priority === '1');
    const rules = isMoved
      ? seen.rules.map((rule) => (rule.IsDefault ? rule : { ...rule, Priority: String(Number(rule.Priority) + 50) }))
      : seen.rules;
    return listenerProblems(
      listener as Listener,
      { rules, ours: new Map(), count: rules.length, limit: 100 },
      { priorities, own, isFirst: index === 0 },
    ).problems;
  });
}
