import { describe, expect, it } from 'vitest';
import { check } from './case.ts';
import { topics } from './cases/topics.ts';

describe.each(Object.entries(topics))('%s', (_topic, cases) => {
  it.each(cases.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    await check(one);
  });
});

describe('the suite', () => {
  const all = Object.values(topics).flat();
  it('has each case once, with its source', () => {
    expect(all.filter(({ source }) => !source.startsWith('https://'))).toEqual([]);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });
});
