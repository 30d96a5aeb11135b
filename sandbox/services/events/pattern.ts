/** EventBridge event patterns: exact values, prefix, suffix, anything-but, exists, equals-ignore-case; any other is refused by name. */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) {
    const values = Array.isArray(event) ? event : [event];
    return pattern.some((rule) => values.some((value) => matchesRule(rule, value)));
  }
  if (typeof pattern !== 'object' || pattern === null)
    throw new Error('An event pattern holds objects and lists only.');
  return Object.entries(pattern).every(([key, inner]) => {
    const value = typeof event === 'object' && event !== null ? (event as Record<string, unknown>)[key] : undefined;
    return matchesPattern(inner, value);
  });
}

function matchesRule(rule: unknown, value: unknown): boolean {
  if (typeof rule !== 'object' || rule === null) return rule === value;
  const [[name, operand] = ['', undefined]] = Object.entries(rule);
  const text = typeof value === 'string' ? value : undefined;
  switch (name) {
    case 'prefix':
      return text?.startsWith(String(operand)) ?? false;
    case 'suffix':
      return text?.endsWith(String(operand)) ?? false;
    case 'equals-ignore-case':
      return text?.toLowerCase() === String(operand).toLowerCase();
    case 'exists':
      return (value !== undefined) === operand;
    case 'anything-but':
      return value !== undefined && !(Array.isArray(operand) ? operand : [operand]).includes(value);
    default:
      throw new Error(`The sandbox does not know "${name}" in event patterns.`);
  }
}
