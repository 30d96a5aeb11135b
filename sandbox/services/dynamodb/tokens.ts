/** Names and values an expression refers to by placeholder. */
export interface Placeholders {
  readonly names?: Record<string, string> | undefined;
  readonly values?: Record<string, import('@aws-sdk/client-dynamodb').AttributeValue> | undefined;
}

const TOKEN = /\s*(<>|<=|>=|[=<>(),+\-.]|[#:]?[A-Za-z_][A-Za-z0-9_]*|[#:][A-Za-z0-9_]+)/y;

/** Splits an expression; a cursor walks over it. */
export class Tokens {
  private readonly list: readonly string[];
  private at = 0;

  constructor(expression: string) {
    this.list = known.get(expression) ?? tokensOf(expression);
    known.set(expression, this.list);
  }

  get peek(): string {
    return this.list[this.at] ?? '';
  }
  get done(): boolean {
    return this.at >= this.list.length;
  }
  next(): string {
    return this.list[this.at++] ?? '';
  }
  /** Takes the token if it comes next (keywords without case). */
  take(token: string): boolean {
    if (this.peek.toUpperCase() !== token.toUpperCase()) return false;
    this.at++;
    return true;
  }
  expect(token: string): void {
    if (!this.take(token)) throw new Error(`Invalid expression: expected "${token}", found "${this.peek}"`);
  }
}

/** By expression: those of a step are the same in every call. */
const known = new Map<string, readonly string[]>();

function tokensOf(expression: string): string[] {
  const list: string[] = [];
  TOKEN.lastIndex = 0;
  let end = 0;
  for (let match = TOKEN.exec(expression); match !== null; match = TOKEN.exec(expression)) {
    list.push(match[1] ?? '');
    end = TOKEN.lastIndex;
  }
  if (expression.slice(end).trim() !== '')
    throw new Error(`Invalid expression: Syntax error; token: "${expression.slice(end).trim().slice(0, 20)}"`);
  return list;
}
