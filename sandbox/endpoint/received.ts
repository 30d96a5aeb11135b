import type { IncomingMessage } from 'node:http';
import type { HttpRequest } from '@smithy/core/protocols';

/** A request without its body; names of headers in lower case. */
export type Received = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** Access key and service of the credential scope it is signed with; empty where it is not signed. */
export function signatureOf({ headers }: Received): { readonly accessKey: string; readonly signingName: string } {
  const [, accessKey = '', signingName = ''] =
    /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return { accessKey, signingName };
}

/** An SDK client's request, as the endpoint would receive it. */
export function receivedFrom({ method, path, query = {}, headers }: HttpRequest): Received {
  const asked = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => [value ?? ''].flat().map((one): [string, string] => [name, one])),
  ).toString();
  return {
    method,
    url: asked === '' ? path : `${path}?${asked}`,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  };
}

/** Its body. @throws Error of a stream, which no step sends */
export function bodyOf({ body }: HttpRequest): Buffer {
  if (body === undefined || typeof body === 'string') return Buffer.from(body ?? '');
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  throw new Error('A request with a stream as its body is not read.');
}
