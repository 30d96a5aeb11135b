import type { Language } from '../../model/environment.ts';
import type { Prices } from '../../model/retention.ts';

export interface Input {
  readonly now: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly release: string;
  readonly checks: readonly string[];
  readonly observed: boolean;
  /** What a standby costs is said by these; null, or absent: unknown. */
  readonly prices?: Prices | null;
}

export interface Output {
  /** `s3://bucket/key` of the Markdown, and of the page. */
  readonly document: string;
  readonly page: string;
}
