import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a client sent it. Its signature is left out: it is of the moment, and the sandbox reads only who signed. */
export interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body; `base64` where it is no text. */
  readonly text?: string;
  readonly base64?: string;
}

const KEPT =
  /^(authorization|content-type|content-encoding|accept|smithy-protocol|x-amz-target|x-amzn-query-mode|x-amz-content-sha256|x-amz-decoded-content-length|x-amz-trailer|range)$/;

/** Stands before an endpoint and keeps what passes. */
export async function recorder(endpoint: string) {
  let passed: Recorded[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const headers = Object.fromEntries(
        Object.entries(request.headers).flatMap(([name, value]) =>
          KEPT.test(name) ? [[name, String(value).replace(/Signature=.*/, 'Signature=none')]] : [],
        ),
      );
      passed.push({
        method: request.method ?? '',
        url: request.url ?? '',
        headers,
        ...(body.equals(Buffer.from(body.toString('utf8'))) && !body.includes(0)
          ? { text: body.toString('utf8') }
          : { base64: body.toString('base64') }),
      });
      const onward = ask(endpoint + request.url, { method: request.method, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      onward.end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** What has passed since it was last asked. */
    take(): Recorded[] {
      const taken = passed;
      passed = [];
      return taken;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
