import type { Text } from '../../console/progress/text.ts';
import { choicesIn } from '../../lambdas/messages/choices.ts';
import type { Language } from '../../lambdas/model/environment.ts';
import type { Environment } from '../account/environments.ts';
import type { Frozen } from '../account/frozen.ts';
import { commandOf } from './command.ts';

/** Every decision as the e-mail tells it, with the command in the place of the JSON. */
export function choiceLines(
  language: Language,
  frozen: Frozen,
  { name, region }: Environment,
  now = new Date().toISOString(),
  timeZone = 'UTC',
): Text[] {
  const voice = { language, timeZone, environment: name, now, region, execution: null, runbook: null };
  return choicesIn(language, frozen, voice).map((line): Text => {
    const json = /^ {2}(\{.*\})$/.exec(line)?.[1];
    if (json !== undefined)
      return { text: `  ${commandOf('decision', JSON.parse(json) as Record<string, unknown>, name)}`, tone: 'now' };
    return { text: line, tone: line.startsWith('  ') ? 'plain' : 'strong' };
  });
}
