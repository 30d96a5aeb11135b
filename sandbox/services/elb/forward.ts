import { type Agent, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { pipeline } from 'node:stream';
import type { Target } from './target-group.ts';

/** ALB's idle time-out; a target that is silent for longer is a 504. Real time: the target is a real process. */
const IDLE_MS = 60_000;

/** Headers of one connection, not of the message (RFC 9110, 7.6.1). */
const HOP_BY_HOP = ['connection', 'keep-alive', 'proxy-connection', 'te', 'trailer', 'transfer-encoding', 'upgrade'];

export interface Forwarding {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly target: Target;
  readonly agent: Agent;
  readonly listenerPort: number;
}

export type Outcome =
  | { readonly byTarget: true; readonly status: number; readonly seconds: number }
  | { readonly byTarget: false; readonly status: 502 | 504 };

/** Passes a request to a target and its answer back. A target that fails before it answered is the caller's to report. */
export function forward({ request, response, target, agent, listenerPort }: Forwarding): Promise<Outcome> {
  const started = performance.now();
  const bodiless =
    request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined;
  return new Promise((resolve) => {
    const attempt = (mayRetry: boolean) => {
      const upstream = send({
        host: target.host,
        port: target.port,
        method: request.method,
        path: request.url,
        headers: headersFor(request, listenerPort),
        agent,
        timeout: IDLE_MS,
      });
      let timedOut = false;
      upstream.once('timeout', () => {
        timedOut = true;
        upstream.destroy();
      });
      upstream.once('error', () => {
        // The target was just closing a kept connection: nothing was processed, so it is safe to ask again.
        if (mayRetry && bodiless && upstream.reusedSocket && !timedOut) attempt(false);
        else resolve({ byTarget: false, status: timedOut ? 504 : 502 });
      });
      upstream.once('response', (answer) => {
        const status = answer.statusCode ?? 502;
        if (response.destroyed) {
          // The client has gone: nothing can be written, but the target has answered.
          answer.resume();
          resolve({ byTarget: true, status, seconds: (performance.now() - started) / 1000 });
          return;
        }
        // The cookies of the load balancer and those of the target.
        for (const cookie of answer.headers['set-cookie'] ?? []) response.appendHeader('set-cookie', cookie);
        const { 'set-cookie': _, ...headers } = withoutHopByHop(answer.headers);
        response.writeHead(status, headers);
        pipeline(answer, response, () =>
          resolve({ byTarget: true, status, seconds: (performance.now() - started) / 1000 }),
        );
      });
      if (bodiless) upstream.end();
      else pipeline(request, upstream, () => {});
    };
    attempt(true);
  });
}

type Headers = Record<string, string | string[] | undefined>;

export function withoutHopByHop(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !HOP_BY_HOP.includes(name)));
}

/** A request's headers as the target gets them: those of the message, and who asked. */
export function headersFor(request: IncomingMessage, listenerPort: number): Headers {
  const peer = request.socket.remoteAddress ?? '';
  const before = request.headers['x-forwarded-for'];
  return {
    ...withoutHopByHop(request.headers),
    'x-forwarded-for': before ? `${before}, ${peer}` : peer,
    'x-forwarded-proto': 'http',
    'x-forwarded-port': String(listenerPort),
  };
}
