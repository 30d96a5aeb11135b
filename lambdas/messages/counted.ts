/** A number and its noun, in the number's form: `1 write`, `2 writes`. Both languages say one and many alike. */
export const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
