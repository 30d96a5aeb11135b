import { Duration } from 'aws-cdk-lib';
import { looksWithin } from '../../lambdas/model/looking.ts';
import { codeOf, type Expression, expression, type Ref } from './expression.ts';
import type { Part } from './flow.ts';

/** When a loop looks again, and how many looks that makes: each is nine events of a history that ends at 25,000. */
export interface Pace {
  /** Of a wait between two looks. */
  readonly wait: Duration | ((seen: Expression<unknown>) => Expression<number>);
  /** The most looks within so many seconds. */
  readonly looks: (seconds: number) => number;
}

/** For what is over soon. */
export const everySeconds = (seconds: number): Pace => every(Duration.seconds(seconds));
export const every = (wait: Duration): Pace => ({
  wait,
  looks: (seconds) => Math.ceil(seconds / wait.toSeconds()) + 1,
});

/**
 * After a tenth of the time that has passed since then: what takes five minutes is noticed within thirty seconds, and what takes hours
 * costs few looks. Users who wait behind the page for minutes wait little longer.
 * @param since when what is looked for was asked for
 * @param soonest the shortest wait, `latest` the longest, `end` when a look is due in any case; seconds
 */
export const aTenth = (
  since: Expression<string>,
  { soonest = 10, latest = 60, end }: { soonest?: number; latest?: number; end?: number } = {},
): Pace => ({
  wait() {
    const passed = `($toMillis($states.context.State.EnteredTime) - $toMillis(${codeOf(since)})) / 1000`;
    const due = end === undefined ? '' : `, ${end} - $passed`;
    return expression(`( $passed := ${passed}; $max([${soonest}, $round($min([${latest}, $passed / 10${due}]))]) )`);
  },
  looks(seconds) {
    let looks = 1;
    for (let passed = 0; passed <= seconds; passed += Math.max(soonest, Math.min(latest, passed / 10))) looks++;
    return looks;
  },
});

/**
 * As the looking step itself answers, in seconds.
 * @param looks the most looks within so many seconds
 */
export const asAnswered = (looks: Pace['looks'] = (seconds) => looksWithin(seconds) + 1): Pace => ({
  wait: (seen) => expression(`${codeOf(seen)}.waitSeconds`),
  looks,
});

/** A loop of looking: its question, its end, its pace. */
export interface Looking<Seen> {
  readonly question: string;
  readonly done: (seen: Ref<Seen>) => Expression<boolean>;
  readonly pace: Pace;
  /** The looking step itself ends the loop after so long. */
  readonly withinMinutes: number;
  /** Step whose effect is looked for, and which may run twice: the loop begins with it and returns to it. */
  readonly again?: Part;
}
