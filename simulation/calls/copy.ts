/** A copy of an answer: over a wire nobody holds the service's own objects. Dates stay dates, `undefined` members go. */
export function copied<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Date) return new Date(value) as T;
  if (Array.isArray(value)) return value.map(copied) as T;
  if (value instanceof Uint8Array) return value.slice() as T;
  const out: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    const member: unknown = value[name as keyof typeof value];
    if (typeof member !== 'object') {
      if (member !== undefined) out[name] = member;
    } else {
      out[name] = copied(member);
    }
  }
  return out as T;
}
