/** One line of a graph; null: no data in that period, which is no zero. */
export interface Series {
  readonly label: string;
  /** It is read on the axis at the right. */
  readonly right: boolean;
  readonly points: readonly (number | null)[];
}

export type LookedAt =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'alarms';
      readonly title: string;
      readonly alarms: readonly { readonly name: string; readonly state: string }[];
    }
  | { readonly kind: 'graph'; readonly title: string; readonly series: readonly Series[] };

/** A dashboard with data. Virtual ms. */
export interface DashboardLook {
  readonly from: number;
  readonly until: number;
  readonly widgets: readonly LookedAt[];
}
