import { describe, expect, it } from 'vitest';
import { instanceName, meaning } from '../../../../lambdas/database/restore-database/request.ts';

describe('names', () => {
  it.each([
    ['a', 0],
    ['a-very-long-identifier-of-forty-characters', 3],
  ])('of restored instances are valid RDS names (%s)', (instance, attempt) => {
    const name = instanceName(instance, '20261124141000-33445566', attempt);
    expect(name).toMatch(/^[a-z](?!.*--)[a-z0-9-]{0,61}[a-z0-9]$/);
    expect(name.startsWith(instance.slice(0, 30))).toBe(true);
    expect(instanceName(instance, '20261124141000-33445566', attempt + 1)).not.toBe(name);
  });
});

describe('an instance that has the name of a restore', () => {
  const tags = (work: string, snapshot: string) => [
    { Key: 'knowngood:work', Value: work },
    { Key: 'knowngood:restore-point', Value: snapshot },
  ];
  it.each([
    ['ours', tags('w', 's'), 'creating'],
    ['dead', tags('w', 's'), 'restore-error'],
    ['other', tags('w', 'another'), 'available'],
    ['foreign', tags('x', 's'), 'available'],
    ['foreign', [], 'available'],
  ] as const)('is %s by its tags and status', (means, TagList, DBInstanceStatus) => {
    expect(meaning({ TagList: [...TagList], DBInstanceStatus }, 'w', 's')).toBe(means);
  });
});
