import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Known, SecondPersonRecord } from '../model/second-person.ts';
import { documents, key, newest, tableName } from './table.ts';

/**
 * Requests that wait for a second person. They are written without the lock: asking and confirming disturb nobody. Every write takes
 * effect once, or again as itself; false: somebody else was first.
 */

const PREFIX = 'second-person#';

export async function readSecondPerson(id: string): Promise<SecondPersonRecord | undefined> {
  const { Item } = await documents.send(
    new GetCommand({ TableName: tableName(), Key: key(`${PREFIX}${id}`), ConsistentRead: true }),
  );
  return Item as SecondPersonRecord | undefined;
}

/** Newest first, until there are enough. */
export const newestSecondPersons = (
  enough: (soFar: readonly SecondPersonRecord[]) => boolean,
): Promise<SecondPersonRecord[]> => newest<SecondPersonRecord>(PREFIX, enough);

/** Of an id that is new with every call: only an SDK that has lost the answer writes it again. */
export async function writeAsked(record: SecondPersonRecord): Promise<void> {
  await documents.send(
    new PutCommand({ TableName: tableName(), Item: { ...key(`${PREFIX}${record.id}`), ...record } }),
  );
}

export const writeConfirmed = (id: string, confirmed: Known & { readonly at: string }): Promise<boolean> =>
  onceOnly(id, 'confirmed', confirmed, 'attribute_exists(#asked) AND #expiresAt > :at', {
    names: { '#asked': 'asked', '#expiresAt': 'expiresAt' },
    values: { ':at': confirmed.at },
  });

/** Only one execution carries it out; the same one may ask again, as a step that comes twice does. */
export const writeCarriedOut = (id: string, execution: string): Promise<boolean> =>
  onceOnly(id, 'execution', execution, 'attribute_exists(#confirmed)', {
    names: { '#confirmed': 'confirmed' },
    values: {},
  });

export const writeExpiredTold = (id: string, now: string): Promise<boolean> =>
  onceOnly(id, 'expiredToldAt', now, 'attribute_not_exists(#confirmed)', {
    names: { '#confirmed': 'confirmed' },
    values: {},
  });

interface Also {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
}

async function onceOnly(id: string, field: string, value: unknown, also: string, more: Also): Promise<boolean> {
  try {
    await documents.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: key(`${PREFIX}${id}`),
        UpdateExpression: 'SET #field = :value',
        ConditionExpression: `(attribute_not_exists(#field) OR #field = :value) AND ${also}`,
        ExpressionAttributeNames: { '#field': field, ...more.names },
        ExpressionAttributeValues: { ':value': value, ...more.values },
      }),
    );
    return true;
  } catch (error) {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
    return false;
  }
}
