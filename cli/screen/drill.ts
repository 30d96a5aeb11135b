import type { Text } from '../../console/progress/text.ts';
import type { Practised } from '../account/drill.ts';
import type { Words } from '../words/words.ts';
import { type DryRun, dryRunLines } from './dry-run.ts';

export interface Drilled {
  readonly alarm: string;
  /** What a release would meet now. */
  readonly readiness: DryRun;
  /** Null: the alarm came to no workflow. */
  readonly practised: Practised | null;
  /** What an alarm would come to now; null: the workflow failed, or never began. */
  readonly answer: DryRun | null;
}

/** Each link of the chain, in order, then what the alarm would have come to. */
export function drillLines({ alarm, readiness, practised, answer }: Drilled, words: Words, columns: number): Text[] {
  const { drill } = words.screens;
  const link = (holds: boolean, text: string): Text => ({
    text: `${holds ? '✔' : '✖'} ${text}`,
    tone: holds ? 'good' : 'bad',
  });
  const { problems } = readiness;
  return [
    link(problems.length === 0, drill.readiness(problems.length)),
    ...problems.map((text): Text => ({ text: `    ${text}`, tone: 'bad' })),
    practised === null
      ? link(false, drill.noWorkflow(alarm))
      : link(true, drill.toWorkflow(alarm, practised.toWorkflow)),
    ...(practised === null ? [] : afterwards(practised, link, drill)),
    ...(answer === null ? [] : [{ text: '', tone: 'plain' } as const, ...dryRunLines(answer, words, columns)]),
    { text: drill.nothing, tone: 'quiet' },
  ];
}

function afterwards(
  { toDecision, told, cause, execution }: Practised,
  link: (holds: boolean, text: string) => Text,
  drill: Words['screens']['drill'],
): Text[] {
  return [
    cause === null ? link(true, drill.toDecision(toDecision)) : link(false, drill.failed(cause)),
    link(told, told ? drill.told : drill.notTold),
    { text: `  ${execution}`, tone: 'quiet' },
  ];
}
