/** The same without the keys that are undefined: a configuration has them or leaves them out. */
export const without = <T extends object>(given: { readonly [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as T;
