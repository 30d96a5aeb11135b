import type { Mistake } from './workflow-mistakes.ts';

interface Harmless {
  readonly state: string;
  readonly what: string;
  readonly why: string;
}

/** Mistakes in workflows that no run notices and that do no harm, judged by reading. */
const HARMLESS: readonly Harmless[] = [
  {
    state: 'Look whether users are back as it is',
    what: 'needsBypass is true',
    why: 'asked only of a page that is to be up; here it is to be down',
  },
];

/** Why nothing comes of it; undefined where nobody has judged it. */
export const whyHarmless = ({ state, what }: Pick<Mistake, 'state' | 'what'>): string | undefined =>
  HARMLESS.find((one) => one.state === state && one.what === what)?.why;
