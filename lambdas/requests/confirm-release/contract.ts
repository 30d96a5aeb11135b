import type { Confirmation } from '../../model/release.ts';

export interface Input {
  readonly now: string;
  readonly confirmation: Confirmation;
}

/** @throws RequestRefused when there is no such unobserved release, or it is no longer what runs */
export interface Output {
  readonly release: string;
  readonly version: string;
}
