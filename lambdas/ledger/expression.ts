/** Attributes to set, by path: `['stopped', 'web']` sets `stopped.web`. */
export type Assignments = readonly (readonly [path: readonly string[], value: unknown])[];

export interface Expression {
  readonly text: string;
  readonly names: Record<string, string>;
  readonly values: Record<string, unknown>;
}

/**
 * The SET part of an update expression. Every name is a placeholder, since DynamoDB reserves many words of the ledger
 * (`status`, `since`). `prefix` keeps the placeholders of several expressions in one request apart.
 */
export function setExpression(assignments: Assignments, prefix: string): Expression {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const parts = assignments.map(([path, value], index) => {
    const dotted = path.map((segment, depth) => {
      const name = `#${prefix}${index}_${depth}`;
      names[name] = segment;
      return name;
    });
    values[`:${prefix}${index}`] = value;
    return `${dotted.join('.')} = :${prefix}${index}`;
  });
  return { text: parts.length === 0 ? '' : `SET ${parts.join(', ')}`, names, values };
}
