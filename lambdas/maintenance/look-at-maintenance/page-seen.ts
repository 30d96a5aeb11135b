/** One answer from outside; status 0: no connection. */
export interface Answer {
  readonly status: number;
  readonly page: boolean;
}

/**
 * This many consecutive answers from fresh connections must agree: rule changes reach the load balancer's nodes one by one.
 */
export const ANSWERS = 4;

/** Whether users see the page or the application as expected on a listener; else what they see instead. */
export function judge(
  answers: readonly Answer[],
  expect: 'up' | 'down',
): { readonly proven: boolean; readonly seen: string } {
  const fits = (answer: Answer) =>
    expect === 'up' ? answer.page : !answer.page && answer.status > 0 && answer.status < 500;
  const odd = answers.find((answer) => !fits(answer));
  if (answers.length > 0 && odd === undefined) return { proven: true, seen: '' };
  const got =
    odd === undefined
      ? 'no answer'
      : odd.page
        ? 'the maintenance page'
        : odd.status === 0
          ? 'no connection'
          : `status ${odd.status}`;
  return { proven: false, seen: got };
}
