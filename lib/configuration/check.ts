import * as v from 'valibot';
import { isAsked, questionsOf } from './questions.ts';
import { type CheckedConfiguration, type EnvironmentConfiguration, environmentSchema } from './schema.ts';

/**
 * Checks a configuration.
 * @param file where it comes from, for the message.
 * @throws Error with one line per problem: the field, the value given, the value expected.
 */
export function check(configuration: EnvironmentConfiguration, file: string): CheckedConfiguration {
  const parsed = v.safeParse(environmentSchema, configuration);
  const questions = questionsOf(configuration);
  if (parsed.success && questions.length === 0) return parsed.output;
  const others = (parsed.issues ?? []).filter((issue) => !isAsked(questions, v.getDotPath(issue) ?? ''));
  const lines = [
    ...questions.map(({ path, text }) => `${path}: is a question of knowngood init; expected its answer: ${text}`),
    ...others.flatMap(describe),
  ];
  throw new Error(
    `${file} is not a valid configuration; ${lines.length === 1 ? 'one problem' : `${lines.length} problems`}:\n${lines.map((line) => `  - ${line}`).join('\n')}`,
  );
}

function describe(issue: v.BaseIssue<unknown>): string[] {
  const path = v.getDotPath(issue) ?? '';
  const where = path === '' ? '' : `${path}: `;
  if (issue.type === 'strict_object' && issue.expected === 'never') return [`${where}is not a known key; remove it`];
  if (issue.kind === 'validation')
    return [
      `${where}${issue.message}${issue.message.includes('is ') || path === '' ? '' : `, found ${show(issue.input)}`}`,
    ];
  // Valibot's own messages begin like this; our schema's messages are clearer.
  const expected = issue.message.startsWith('Invalid ') ? (issue.expected ?? issue.message) : issue.message;
  return [`${where}is ${show(issue.input)}; expected ${expected}`];
}

const show = (value: unknown): string =>
  value === undefined ? 'missing' : (JSON.stringify(value)?.slice(0, 80) ?? String(value));
