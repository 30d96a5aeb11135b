/** What a listener answered from where probes and checks run. */
export interface Probed {
  readonly listener: string;
  /** What was asked. */
  readonly url: string;
  /** 0: nothing answered in time. */
  readonly status: number;
  /** It was our maintenance page. */
  readonly page: boolean;
}
