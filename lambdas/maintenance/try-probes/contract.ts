import type { Listener } from '../../model/environment.ts';
import type { Probed } from '../../model/probed.ts';

export interface Input {
  readonly listeners: readonly Listener[];
  /** Path that a running application answers with a status below 500. */
  readonly path: string;
}

/** @throws ServiceUnreachable naming host and port of a service that functions of their network call and cannot reach */
export type Output = readonly Probed[];
