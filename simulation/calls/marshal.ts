/** DynamoDB's typed values, as the document client writes them: `{S: …}`, `{N: …}`, … */
export type Attribute = Record<string, unknown>;

export function marshal(value: unknown): Attribute {
  switch (typeof value) {
    case 'string':
      return { S: value };
    case 'number':
      return { N: String(value) };
    case 'boolean':
      return { BOOL: value };
  }
  if (value === null) return { NULL: true };
  if (Array.isArray(value)) return { L: value.map(marshal) };
  if (typeof value === 'object') return { M: marshalFields(value as Record<string, unknown>) };
  throw new Error(`A ledger value of type ${typeof value} has no form in DynamoDB.`);
}

/** Fields that are undefined are left out, as the ledger's client is set to (`removeUndefinedValues`). */
export function marshalFields(fields: Readonly<Record<string, unknown>>): Record<string, Attribute> {
  const out: Record<string, Attribute> = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) out[name] = marshal(value);
  return out;
}

export function unmarshal(attribute: Attribute): unknown {
  const [type = ''] = Object.keys(attribute);
  const value = attribute[type];
  switch (type) {
    case 'N':
      return Number(value);
    case 'NULL':
      return null;
    case 'L':
      return (value as Attribute[]).map(unmarshal);
    case 'M':
      return unmarshalFields(value as Record<string, Attribute>);
    default:
      return value;
  }
}

export function unmarshalFields(fields: Readonly<Record<string, Attribute>>): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const name of Object.keys(fields)) out[name] = unmarshal(fields[name] as Attribute);
  return out;
}

/** Members of a request that hold items, keys or values. */
const MARSHALLED = new Set(['Key', 'Item', 'ExpressionAttributeValues']);

/** A document client's request as DynamoDB takes it. */
export function marshalRequest(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue;
    if (MARSHALLED.has(name)) out[name] = marshalFields(value as Record<string, unknown>);
    else if (name === 'TransactItems')
      out[name] = (value as Record<string, Record<string, unknown>>[]).map((item) =>
        Object.fromEntries(Object.entries(item).map(([kind, write]) => [kind, marshalRequest(write)])),
      );
    else out[name] = value;
  }
  return out;
}

export function unmarshalAnswer(output: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const out: Record<string, unknown> = { ...output };
  for (const name of ['Item', 'Attributes'])
    if (output[name] !== undefined) out[name] = unmarshalFields(output[name] as Record<string, Attribute>);
  if (output['Items'] !== undefined)
    out['Items'] = (output['Items'] as Record<string, Attribute>[]).map(unmarshalFields);
  return out;
}
