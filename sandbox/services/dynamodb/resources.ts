import type { ResourceProvider } from '../../kernel/resource.ts';
import { expire } from './expiry.ts';
import type { DynamodbState, Table } from './state.ts';

/** Makes a template's tables. */
export function dynamodbResources(state: DynamodbState): Record<string, ResourceProvider> {
  return {
    'AWS::DynamoDB::Table': (properties, { generatedName, importExisting }) => {
      const name: string = properties['TableName'] ?? generatedName;
      const there = state.tables.get(name);
      // An import changes nothing about it: its items, its key.
      if (there !== undefined && importExisting === true) return { ref: name, attributes: { Arn: there.arn } };
      if (there !== undefined)
        throw new Error(`Resource of type 'AWS::DynamoDB::Table' with identifier '${name}' already exists.`);
      const schema = properties['KeySchema'] as { AttributeName: string; KeyType: string }[];
      const ttl = properties['TimeToLiveSpecification'] as { AttributeName: string; Enabled: boolean } | undefined;
      const table: Table = {
        name,
        arn: state.arnOf(name),
        keys: [...schema].sort((a) => (a.KeyType === 'HASH' ? -1 : 1)).map((key) => key.AttributeName),
        encryptedWith: properties['SSESpecification']?.KMSMasterKeyId,
        items: new Map(),
        expiresBy: ttl?.Enabled === true ? ttl.AttributeName : undefined,
      };
      state.tables.set(name, table);
      if (table.expiresBy !== undefined)
        void expire(state.kernel.clock, table.items, table.expiresBy, state.closing.signal);
      return { ref: name, attributes: { Arn: table.arn } };
    },
  };
}
