/** A document for people, before it is Markdown or a page. Every text is as people and AWS wrote it; each form escapes it. */
export interface Document {
  readonly language: string;
  readonly title: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  /** A question that is left to people. */
  | { readonly kind: 'ask'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [name: string, value: string])[] }
  /** A fact at an address. */
  | { readonly kind: 'link'; readonly name: string; readonly address: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** Drawn in a page; Markdown leaves it out, since a table or a list beside it says the same. */
  | { readonly kind: 'figure'; readonly caption?: string; readonly svg: string };
