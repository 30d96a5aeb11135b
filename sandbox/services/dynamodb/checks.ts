import type { AccessCheck, Call } from '../../kernel/access.ts';
import { keyChecks } from '../kms/use.ts';
import type { DynamodbState } from './state.ts';

/** The check of an action on a table itself. */
export const onTable = (state: DynamodbState, action: string, table: string | undefined): AccessCheck => ({
  action: `dynamodb:${action}`,
  resource: state.arnOf(table),
});

/** The checks of reading or writing items: an encrypted table's own key is opened with the customer key, as the caller. */
export function onItems(
  state: DynamodbState,
  action: string,
  name: string | undefined,
  { principal: caller }: Call,
): readonly AccessCheck[] {
  const { kernel } = state;
  const table = state.find(name);
  const bound = { 'aws:dynamodb:tableName': table?.name ?? '', 'aws:dynamodb:subscriberId': kernel.account };
  return [
    onTable(state, action, name),
    ...keyChecks(kernel, { key: table?.encryptedWith, via: 'dynamodb', operations: ['Decrypt'], bound, caller }),
  ];
}
