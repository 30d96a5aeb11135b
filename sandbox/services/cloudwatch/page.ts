import { InvalidNextToken } from '@aws-sdk/client-cloudwatch';
import { WireError } from '../../kernel/wire-error.ts';

/** Neither alarms nor their history come with more on a page, asked for or not. */
const MOST = 100;

/** One page of a list, and the token of the next. @throws InvalidNextToken, ValidationError */
export function page<T>(
  all: readonly T[],
  size: number,
  token: string | undefined,
): { items: T[]; NextToken?: string } {
  if (!Number.isInteger(size) || size < 1 || size > MOST)
    throw new WireError(
      'ValidationError',
      `Value '${size}' at 'maxRecords' failed to satisfy constraint: 1 to ${MOST}`,
      400,
    );
  const from = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(from) || from < 0 || from > all.length)
    throw new InvalidNextToken({ message: 'The next token specified is invalid.', $metadata: {} });
  const to = from + size;
  return { items: all.slice(from, to), ...(to < all.length ? { NextToken: String(to) } : {}) };
}
