import type { Message } from '../model/message.ts';
import type { AskedChange, Difference, OwedChange } from '../model/settling.ts';
import type { Warmth } from '../model/warmth.ts';
import type { Words } from './voice.ts';

type Settled = Extract<Message, { readonly kind: 'settled' }>;

/** The words of one language for what Settle tells. */
export interface SettledWords {
  readonly warmth: (warmth: Warmth) => string[];
  readonly changes: Readonly<Record<OwedChange, string>>;
  readonly subject: (message: Settled) => string;
  readonly replaced: (instance: string) => string;
  readonly available: (instance: string) => string;
  readonly snapshot: (message: Settled) => string;
  readonly difference: (difference: Difference) => string;
  /** Why RDS refused a change. */
  readonly cause: (cause: string) => string;
  readonly changed: string;
  readonly applied: string;
  readonly refused: string;
  readonly same: string;
  readonly differs: string;
}

/** How a restored database has settled: what was applied, what RDS refused, what still differs. */
export function settled(message: Settled, words: SettledWords): Words {
  const subject = words.subject(message);
  if (message.replaced) return { subject, lines: [words.replaced(message.instance), words.snapshot(message)] };
  const name = ({ change, of }: AskedChange) => `${words.changes[change]}${of === '' ? '' : ` (${of})`}`;
  const isRefused = (asked: AskedChange) =>
    message.refused.some(({ change, of }) => change === asked.change && of === asked.of);
  const applied = [...new Set(message.applied.filter((asked) => !isRefused(asked)).map(name))];
  const { differences, refused, changed } = message;
  return {
    subject,
    lines: [
      words.available(message.instance),
      words.snapshot(message),
      ...words.warmth(message.warmth),
      ...part(words.changed, changed.map(words.difference)),
      ...part(words.applied, applied),
      ...part(
        words.refused,
        refused.map((change) => `${name(change)}: ${words.cause(change.cause)}`),
      ),
      ...(differences.length === 0 ? ['', words.same] : part(words.differs, differences.map(words.difference))),
    ],
  };
}

const part = (title: string, items: readonly string[]): string[] =>
  items.length === 0 ? [] : ['', title, ...items.map((item) => `- ${item}`)];
