import type { IncomingMessage } from 'node:http';

/** What is read of a request besides its body, however it came; names of headers in lower case. */
export type Received = Pick<IncomingMessage, 'method' | 'url' | 'headers'>;

/** Access key and service of the credential scope it is signed with; empty where it is not signed. */
export function signatureOf({ headers }: Received): { readonly accessKey: string; readonly signingName: string } {
  const [, accessKey = '', signingName = ''] =
    /Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  return { accessKey, signingName };
}
