/** Metric math as alarms use it: numbers, metric ids, + - * / ( ), comparisons, IF(), FILL(id, n). Anything else is refused by name. */
export function evaluateExpression(expression: string, metric: (id: string) => number | undefined): number | undefined {
  const tokens = tokensOf(expression);
  let at = 0;
  const take = (token: string): boolean => tokens[at] === token && ++at > 0;
  const expect = (token: string): void => {
    if (!take(token))
      throw new Error(`Metric math "${expression}": expected "${token}", found "${tokens[at] ?? 'the end'}".`);
  };
  type Value = number | undefined;
  const both = (a: Value, b: Value, f: (a: number, b: number) => number): Value =>
    a === undefined || b === undefined ? undefined : f(a, b);

  const comparison = (): Value => {
    const left = sum();
    const operator = tokens[at] ?? '';
    if (!['<', '>', '<=', '>=', '==', '!='].includes(operator)) return left;
    at++;
    return both(left, sum(), (a, b) =>
      Number({ '<': a < b, '>': a > b, '<=': a <= b, '>=': a >= b, '==': a === b, '!=': a !== b }[operator]),
    );
  };
  const sum = (): Value => {
    let value = product();
    for (;;) {
      if (take('+')) value = both(value, product(), (a, b) => a + b);
      else if (take('-')) value = both(value, product(), (a, b) => a - b);
      else return value;
    }
  };
  const product = (): Value => {
    let value = primary();
    for (;;) {
      if (take('*')) value = both(value, primary(), (a, b) => a * b);
      // Division by zero gives no data point.
      else if (take('/')) value = both(value, primary(), (a, b) => (b === 0 ? Number.NaN : a / b));
      else return value;
    }
  };
  const primary = (): Value => {
    if (take('(')) {
      const value = comparison();
      expect(')');
      return value;
    }
    const token = tokens[at++] ?? '';
    if (/^\d/.test(token)) return Number(token);
    if (tokens[at] !== '(') return metric(token);
    expect('(');
    const args = [comparison()];
    while (take(',')) args.push(comparison());
    expect(')');
    if (token === 'IF') return args[0] === undefined ? undefined : args[0] !== 0 ? args[1] : args[2];
    if (token === 'FILL') return args[0] ?? args[1];
    throw new Error(`The sandbox does not know the metric math function "${token}".`);
  };
  const result = comparison();
  if (at < tokens.length) throw new Error(`Metric math "${expression}": unexpected "${tokens[at]}".`);
  return result === undefined || Number.isNaN(result) ? undefined : result;
}

/** By expression: an alarm evaluates its own every minute. */
const known = new Map<string, readonly string[]>();

function tokensOf(expression: string): readonly string[] {
  const found = known.get(expression) ?? expression.match(TOKEN) ?? [];
  known.set(expression, found);
  return found;
}

const TOKEN = /\d+(\.\d+)?|[A-Za-z_][A-Za-z0-9_]*|[<>=!]=?|[-+*/(),]/g;
