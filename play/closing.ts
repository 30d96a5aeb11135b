import { span } from '../console/progress/durations.ts';
import { type Text, wrap } from '../console/progress/text.ts';
import { chart } from './chart.ts';
import type { PhaseTime } from './phases.ts';
import type { Second } from './traffic.ts';
import type { Claim } from './verdict.ts';

export interface Played {
  /** Phases of the rollback. */
  readonly phases: readonly PhaseTime[];
  readonly seconds: readonly Second[];
  readonly mails: readonly { readonly subject: string; readonly to: string }[];
  /** The kept documents, and where they lie. */
  readonly written: readonly (readonly [what: string, where: string])[];
  readonly claims: readonly Claim[];
}

/** The last lines of a play, in at most `width` columns. */
export function closing({ phases, seconds, mails, written, claims }: Played, width: number): Text[] {
  const heading = (text: string): Text[] => [
    { text: '', tone: 'plain' },
    { text, tone: 'strong' },
  ];
  const told = new Map<string, Set<string>>();
  for (const { subject, to } of mails) told.set(subject, (told.get(subject) ?? new Set()).add(to));
  const failed = claims.filter(({ holds }) => !holds).length;
  return [
    ...heading('The rollback, phase by phase (virtual time)'),
    ...phases.map(({ phase, ms }): Text => ({ text: `  ${span(ms).padStart(7)}  ${phase}`, tone: 'plain' })),
    ...heading('What users saw'),
    ...chart(seconds, width),
    ...heading('Who was told'),
    ...[...told].flatMap(([subject, to]) => [
      ...hanging(subject, '  ', '    ', width, 'plain'),
      ...hanging([...to].join(', '), '      ', '      ', width, 'quiet'),
    ]),
    ...heading('Written down'),
    ...written.map(([what, where]): Text => ({ text: `  ${what.padEnd(16)} ${where}`, tone: 'plain' })),
    ...heading('Checked against the databases themselves'),
    ...claims.flatMap(({ claim, holds, found }) =>
      hanging(`${claim} (${found})`, holds ? '  ✓ ' : '  ✗ ', '    ', width, holds ? 'good' : 'bad'),
    ),
    ...heading(failed === 0 ? 'Every claim holds.' : `${failed} of ${claims.length} claims do not hold.`).map(
      (text): Text => ({ ...text, tone: failed === 0 ? 'good' : 'bad' }),
    ),
  ];
}

/** Text with a hanging indent. */
function hanging(text: string, first: string, further: string, width: number, tone: Text['tone']): Text[] {
  return wrap(text, Math.max(20, width - further.length)).map((part, index) => ({
    text: `${index === 0 ? first : further}${part}`,
    tone,
  }));
}
