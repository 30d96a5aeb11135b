/** The value at `items.0.name` of a JSON text. `undefined`: the text is no JSON, or nothing stands there. */
export function valueAt(text: string, path: string): unknown {
  try {
    return path.split('.').reduce<unknown>(step, JSON.parse(text));
  } catch {
    return undefined;
  }
}

const step = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
