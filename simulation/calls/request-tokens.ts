import { NormalizedSchema } from '@smithy/core/schema';

type Schema = Parameters<typeof NormalizedSchema.of>[0];
type Input = Readonly<Record<string, unknown>>;

/** A command, or a document client's command around one. */
export interface Schemed {
  readonly schema?: readonly unknown[];
  readonly clientCommand?: { readonly schema?: readonly unknown[] };
}

const known = new WeakMap<object, readonly string[]>();

/** Members that a serializer fills in where a caller leaves them out, so that its retries are one request. */
function tokensOf(command: Schemed): readonly string[] {
  const found = known.get(command.constructor);
  if (found !== undefined) return found;
  const input = (command.schema ?? command.clientCommand?.schema)?.[4] as Schema | (() => Schema) | undefined;
  const shape = NormalizedSchema.of(typeof input === 'function' ? input() : (input as Schema));
  const tokens = shape.isStructSchema()
    ? [...shape.structIterator()].filter(([, member]) => member.isIdempotencyToken()).map(([name]) => name)
    : [];
  known.set(command.constructor, tokens);
  return tokens;
}

/** The input as a serializer sends it: with a token where the caller gave none. Draws what a client draws for a request. */
export function asSent(command: Schemed, input: Input): Input {
  const names = tokensOf(command).filter((name) => input[name] === undefined);
  const tokens = names.map((name) => [name, globalThis.crypto.randomUUID()]);
  // The identifier of the request, which nobody reads here: the next token is then the same with serialization.
  globalThis.crypto.randomUUID();
  return names.length === 0 ? input : { ...input, ...Object.fromEntries(tokens) };
}

/** What came over the wire, with a body as its text. */
export function asText(input: Input): Input {
  const out: Record<string, unknown> = { ...input };
  for (const [name, value] of Object.entries(input))
    if (value instanceof Uint8Array) out[name] = Buffer.from(value).toString('utf8');
  return out;
}
