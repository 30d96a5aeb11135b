import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { holds } from '../../../../sandbox/services/dynamodb/condition.ts';
import { update } from '../../../../sandbox/services/dynamodb/update.ts';
import type { Item } from '../../../../sandbox/services/dynamodb/value.ts';

const item: Item = {
  status: { S: 'open' },
  fence: { N: '3' },
  intents: { M: { a: { S: 't' } } },
  tags: { L: [{ S: 'x' }] },
};
const names = { '#s': 'status', '#f': 'fence', '#i': 'intents', '#step': 'b' };
const values: Record<string, AttributeValue> = {
  ':open': { S: 'open' },
  ':three': { N: '3' },
  ':four': { N: '4' },
  ':t': { S: 't' },
};

describe('conditions', () => {
  it.each([
    ['#s = :open', true],
    ['#s = :open AND #f = :four', false],
    ['#s = :t OR #f = :three', true],
    ['NOT #s = :t', true],
    ['#f < :four AND #f >= :three', true],
    ['#f BETWEEN :three AND :four', true],
    ['attribute_exists(#i.a)', true],
    ['attribute_not_exists(#i.#step)', true],
    ['attribute_not_exists(#f) OR #f = :three', true],
    ['begins_with(#s, :open)', true],
    ['(#s = :t OR #s = :open) AND #f <> :four', true],
  ])('%s is %s', (expression, expected) => {
    expect(holds(expression, item, { names, values })).toBe(expected);
  });
  it('refuses what it does not know, by name', () => {
    expect(() => holds('size(#s) > :three', item, { names, values })).toThrow(/size/);
    expect(() => holds('#gone = :open', item, { names, values })).toThrow(/#gone/);
  });
});

describe('updates', () => {
  it.each([
    ['SET #s = :t', { ...item, status: { S: 't' } }],
    ['SET #i.#step = :t', { ...item, intents: { M: { a: { S: 't' }, b: { S: 't' } } } }],
    ['SET #f = #f + :four', { ...item, fence: { N: '7' } }],
    ['SET #f = if_not_exists(#f, :four), other = if_not_exists(other, :four)', { ...item, other: { N: '4' } }],
    ['REMOVE #i.a', { ...item, intents: { M: {} } }],
    ['SET #s = :t REMOVE #f', { status: { S: 't' }, intents: item['intents'], tags: item['tags'] }],
  ])('%s', (expression, expected) => {
    expect(update(expression, item, { names, values })).toEqual(expected);
  });
  it('refuses a path whose parent is not there, as DynamoDB does', () => {
    expect(() => update('SET gone.x = :t', item, { names, values })).toThrow(/document path/);
  });
});
