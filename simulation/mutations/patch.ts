/** A deliberate mutation of the product: a guard taken out of one file. */
export interface Patch {
  readonly name: string;
  /** Path below the project. */
  readonly file: string;
  readonly find: string | RegExp;
  readonly replace: string;
}
