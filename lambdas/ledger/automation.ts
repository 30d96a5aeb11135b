import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { AutomationOff, AutomationRecord } from '../model/automation.ts';
import { documents, key, tableName } from './table.ts';

/**
 * Each write takes effect only on what was read, or again on itself, since the SDK retries when an answer is lost; false:
 * somebody has switched meanwhile. The record is not the environment's status: it is written without the lock, and must not
 * disturb whoever holds it.
 */

/** Switches it off, or changes how long and why. */
export const writeOff = ({ off: before }: AutomationRecord, off: AutomationOff): Promise<boolean> =>
  before === undefined
    ? written('SET #off = :off, #rang = if_not_exists(#rang, :none)', 'attribute_not_exists(#off) OR #off = :off', {
        names: ['off', 'rang'],
        values: { ':off': off, ':none': {} },
      })
    : written('SET #off = :off', `${STILL_OFF} OR #off = :off`, {
        names: ['off', 'at'],
        values: { ':off': off, ':found': before.at },
      });

/** It is on again. */
export const writeOn = (last: NonNullable<AutomationRecord['last']>): Promise<boolean> =>
  written('SET #last = :last REMOVE #off', `${STILL_OFF} OR #last = :last`, {
    names: ['last', 'off', 'at'],
    values: { ':last': last, ':found': last.off.at },
  });

/** Remembers an alarm that starts no rollback. The same again changes nothing. */
export const noteRang = ({ at }: AutomationOff, alarm: string, now: string): Promise<boolean> =>
  written('SET #rang.#alarm = :now', STILL_OFF, {
    names: ['rang', 'off', 'at'],
    alarm,
    values: { ':now': now, ':found': at },
  });

const STILL_OFF = '#off.#at = :found';

interface Write {
  readonly names: readonly string[];
  readonly alarm?: string;
  readonly values: Readonly<Record<string, unknown>>;
}

async function written(update: string, condition: string, { names, alarm, values }: Write): Promise<boolean> {
  try {
    await documents.send(
      new UpdateCommand({
        TableName: tableName(),
        Key: key('automation'),
        UpdateExpression: update,
        ConditionExpression: condition,
        ExpressionAttributeNames: {
          ...Object.fromEntries(names.map((name) => [`#${name}`, name])),
          ...(alarm === undefined ? {} : { '#alarm': alarm }),
        },
        ExpressionAttributeValues: values,
      }),
    );
    return true;
  } catch (error) {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
    return false;
  }
}
