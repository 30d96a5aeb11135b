/**
 * Texts that steps make for machines and people, English -> Portuguese. `{}` is a value; in Portuguese `{2}` is the second
 * one, where the order is another.
 */
export type Texts = Readonly<Record<string, string>>;
