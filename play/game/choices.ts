/** A decision as the message to DevOps shows it. */
export interface Shown {
  readonly choice: 'restore' | 'keep' | 'reopen';
  readonly input: object;
  readonly recommended: boolean;
}

const TITLE = /^(RESTORE|KEEP|REOPEN)\b/;
/** In the language of the sandbox. */
const MARK = /É o que os fatos recomendam|The facts recommend this/;

/** What the message offers, each with the input to copy, and which of them it recommends. */
export function choicesIn(body: string): Shown[] {
  const found: Shown[] = [];
  let title: Shown['choice'] | undefined;
  let recommended = false;
  for (const line of body.split('\n')) {
    const [, begins] = TITLE.exec(line) ?? [];
    if (begins !== undefined) {
      title = begins.toLowerCase() as Shown['choice'];
      recommended = false;
    }
    if (MARK.test(line)) recommended = true;
    if (title !== undefined && line.trim().startsWith('{')) {
      found.push({ choice: title, input: JSON.parse(line) as object, recommended });
      title = undefined;
    }
  }
  return found;
}
