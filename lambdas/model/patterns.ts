/**
 * Patterns of hosts and paths as a load balancer's rules write them: `*` is any number of characters, `?` exactly one
 * (https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html).
 */

/** Whether some text fits both patterns. */
export function overlap(one: string, other: string): boolean {
  return walk(one, other, (a, b) => a === '?' || b === '?' || a === b, true);
}

/** Whether every text that fits `inner` fits `outer`. Where it cannot be told, it says no. */
export function covers(outer: string, inner: string): boolean {
  return walk(outer, inner, (a, b) => b !== '*' && (a === '?' || a === b), false);
}

/**
 * Walks both patterns from their ends, remembering what was found.
 * @param same whether a character of the one stands for one of the other
 * @param both whether `*` of the second pattern may stand for any part of the first, too
 */
function walk(one: string, other: string, same: (a: string, b: string) => boolean, both: boolean): boolean {
  const width = other.length + 1;
  const fits: boolean[] = new Array((one.length + 1) * width).fill(false);
  const at = (i: number, j: number): boolean => fits[i * width + j] ?? false;
  for (let i = one.length; i >= 0; i--)
    for (let j = other.length; j >= 0; j--) {
      const [a = '', b = ''] = [one[i], other[j]];
      const ended = a === '' && b === '';
      const byOne = a === '*' && (at(i + 1, j) || (b !== '' && at(i, j + 1)));
      const byOther = both && b === '*' && (at(i, j + 1) || (a !== '' && at(i + 1, j)));
      const together = a !== '' && b !== '' && a !== '*' && same(a, b) && at(i + 1, j + 1);
      fits[i * width + j] = ended || byOne || byOther || together;
    }
  return at(0, 0);
}
