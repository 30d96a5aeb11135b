import type { IncomingMessage } from 'node:http';

/** A request without its body; names of headers in lower case. */
export type Received = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** Access key and service of the credential scope it is signed with; empty where it is not signed. */
export function signatureOf({ headers }: Received): { readonly accessKey: string; readonly signingName: string } {
  const [, accessKey = '', signingName = ''] =
    /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return { accessKey, signingName };
}
