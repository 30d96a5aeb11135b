/** A tag as most services write it. */
export interface Tag {
  Key?: string | undefined;
  Value?: string | undefined;
}

/** The condition keys that tags in a request make: `aws:RequestTag/<key>` and `aws:TagKeys`. */
export function requestTagContext(tags: readonly Tag[] = []): Record<string, string | string[]> {
  if (tags.length === 0) return {};
  return { ...prefixed('aws:RequestTag/', tags), 'aws:TagKeys': tags.map((tag) => tag.Key ?? '') };
}

/** The condition keys that a resource's tags make: `aws:ResourceTag/<key>`. */
export function resourceTagContext(tags: readonly Tag[] = []): Record<string, string> {
  return prefixed('aws:ResourceTag/', tags);
}

/** `tags` with `added` laid over them, by key. */
export function withTags(tags: readonly Tag[], added: readonly Tag[] = []): Tag[] {
  const keys = new Set(added.map((tag) => tag.Key));
  return [...tags.filter((tag) => !keys.has(tag.Key)), ...added.map(({ Key, Value }) => ({ Key, Value: Value ?? '' }))];
}

function prefixed(prefix: string, tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(tags.map((tag) => [`${prefix}${tag.Key ?? ''}`, tag.Value ?? '']));
}
