/** A deliberate mutation of one source file of the product. */
export interface Patch {
  /** Path below the project. */
  readonly file: string;
  readonly find: string | RegExp;
  readonly replace: string;
}
