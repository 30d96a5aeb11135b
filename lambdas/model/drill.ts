/**
 * A drill is an event of this source on the account's bus: AWS keeps sources that begin with "aws." for itself
 * (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEventsRequestEntry.html), so no drill can pass for an alarm,
 * nor an alarm for a drill.
 */
export const DRILL_SOURCE = 'knowngood.drill';
export const DRILL_DETAIL_TYPE = 'knowngood-drill';

/** Who practises, and the mark by which they find what came of it. */
export interface Drill {
  readonly id: string;
  readonly requestedBy: string | null;
}
