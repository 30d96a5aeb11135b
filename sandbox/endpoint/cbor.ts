import { CborCodec, cbor } from '@smithy/core/cbor';
import type { NormalizedSchema } from '@smithy/core/schema';
import { errorMembers } from './json.ts';

/**
 * Wire form of Smithy RPC v2 CBOR, which newer clients prefer for CloudWatch: the operation is in the path,
 * `/service/<service>/operation/<operation>`, and both bodies are CBOR
 * (https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html).
 */
const codec = new CborCodec();

/** The operation a path names; `undefined` where it names none. */
export const cborOperation = (path: string): string | undefined =>
  /^\/service\/[^/]+\/operation\/(\w+)$/.exec(path)?.[1];

export async function readCbor(shape: NormalizedSchema, body: Buffer): Promise<unknown> {
  if (body.length === 0 || !shape.isStructSchema()) return {};
  return await codec.createDeserializer().read(shape, body);
}

export function writeCbor(shape: NormalizedSchema, output: object): Uint8Array {
  // An operation without output answers an empty map.
  if (!shape.isStructSchema()) return cbor.serialize({});
  const serializer = codec.createSerializer();
  serializer.write(shape, output);
  return serializer.flush();
}

export const writeCborError = (error: Error): Uint8Array =>
  cbor.serialize({ __type: error.name, message: error.message, ...errorMembers(error) });
