import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

export interface Reply {
  readonly status: number;
  readonly body?: string;
  readonly location?: string;
}

type Asked = Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { readonly body: string };

/** An application on loopback, as users reach it. */
export class WebServer {
  url = '';
  asked: Asked[] = [];
  /** `undefined`: the connection is closed without an answer. */
  answer: (request: Asked) => Reply | undefined = () => ({ status: 200, body: 'ok' });
  private readonly server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const asked = { method: request.method, url: request.url, headers: request.headers, body };
    this.asked.push(asked);
    const reply = this.answer(asked);
    if (reply === undefined) response.destroy();
    else response.writeHead(reply.status, reply.location ? { location: reply.location } : {}).end(reply.body ?? '');
  });

  constructor() {
    beforeAll(async () => {
      await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
      this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    });
    afterAll(() => {
      this.server.closeAllConnections();
      this.server.close();
    });
  }
}
