import type { Language } from '../../model/environment.ts';

export interface Input {
  readonly now: string;
  readonly language: Language;
  readonly timeZone: string;
  readonly release: string;
  readonly checks: readonly string[];
  readonly observed: boolean;
}

export interface Output {
  /** `s3://bucket/key` of the Markdown, and of the page. */
  readonly document: string;
  readonly page: string;
}
