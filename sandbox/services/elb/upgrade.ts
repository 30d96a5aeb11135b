import { type IncomingMessage, request as send } from 'node:http';
import type { Duplex } from 'node:stream';
import { headersFor, withoutHopByHop } from './forward.ts';
import type { Target } from './target-group.ts';

export interface Upgrading {
  readonly request: IncomingMessage;
  readonly client: Duplex;
  readonly target: Target;
  readonly listenerPort: number;
}

/**
 * Passes an upgraded connection (a WebSocket) to a target, both ways, until one side ends it. Rules are looked at when it
 * begins and never again: a rule that comes into force later does not cut it (ALB guide, load-balancer-listeners).
 */
export function upgrade({ request, client, target, listenerPort }: Upgrading): void {
  const { connection = 'Upgrade', upgrade: protocol } = request.headers;
  const upstream = send({
    host: target.host,
    port: target.port,
    method: request.method,
    path: request.url,
    headers: { ...headersFor(request, listenerPort), connection, upgrade: protocol },
  });
  upstream.once('upgrade', (answer, far, head) => {
    client.write(`HTTP/1.1 101 Switching Protocols\r\n${lines(answer.rawHeaders)}\r\n`);
    if (head.length > 0) client.write(head);
    far.pipe(client).pipe(far);
    far.once('error', () => client.destroy());
    client.once('error', () => far.destroy());
    client.once('close', () => far.destroy());
  });
  upstream.once('response', (answer) => {
    // The target does not take part in the upgrade, and answers as to any request.
    const headers = Object.entries(withoutHopByHop(answer.headers)).flatMap(([name, value]) =>
      [value ?? []].flat().flatMap((one) => [name, one]),
    );
    client.write(`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\nconnection: close\r\n${lines(headers)}\r\n`);
    answer.pipe(client);
  });
  upstream.once('error', () => refuse(client, 502));
  upstream.end();
}

/** Ends a connection that is not upgraded. */
export function refuse(client: Duplex, status: number): void {
  client.end(`HTTP/1.1 ${status} -\r\nserver: awselb/2.0\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

function lines(raw: readonly string[]): string {
  return raw.map((text, index) => (index % 2 === 0 ? `${text}: ` : `${text}\r\n`)).join('');
}
