import { createInterface } from 'node:readline/promises';

export interface Question {
  readonly question: string;
  /** What may be typed, and what it means. */
  readonly choices: Readonly<Record<string, string>>;
}

/** What was typed decides nothing: its message says what would. */
export class WrongAnswer extends Error {}

/** Who decides: a person at the terminal, or answers that were given before. */
export type Decider = (question: Question) => Promise<string>;

/** @throws WrongAnswer where there is no terminal to ask on */
export const atTheTerminal: Decider = async ({ question, choices }) => {
  if (process.stdin.isTTY !== true)
    throw new WrongAnswer(
      'There is no terminal to ask on; expected --answers with one for each question, for example --answers wait,restore.',
    );
  const asking = createInterface({ input: process.stdin, output: process.stdout });
  try {
    for (;;) {
      const shown = Object.entries(choices).map(([name, means]) => `  ${name.padEnd(9)} ${means}`);
      const typed = (await asking.question(`\n${question}\n${shown.join('\n')}\n> `)).trim().toLowerCase();
      if (typed in choices) return typed;
      console.log(`"${typed}" is none of them; expected ${Object.keys(choices).join(', ')}.`);
    }
  } finally {
    asking.close();
  }
};

/** @throws WrongAnswer for an answer that is none of a question's, or where one is missing */
export function givenBefore(answers: readonly string[]): Decider {
  let next = 0;
  return async ({ question, choices }) => {
    const answer = answers[next++];
    if (answer !== undefined && answer in choices) return answer;
    throw new WrongAnswer(
      `Answer ${next} is ${answer === undefined ? 'missing' : `"${answer}"`}; "${question}" expected one of ${Object.keys(choices).join(', ')}.`,
    );
  };
}
