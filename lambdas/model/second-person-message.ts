import type { SecondPersonRecord } from './second-person.ts';

/** What DevOps is told of a request that needs a second person. */
export type SecondPersonMessage =
  | { readonly kind: 'second-person-asked'; readonly request: SecondPersonRecord; readonly url: string }
  /** `execution`: name of the execution that carries it out. */
  | { readonly kind: 'second-person-confirmed'; readonly request: SecondPersonRecord; readonly execution: string }
  | { readonly kind: 'second-person-expired'; readonly request: SecondPersonRecord };
