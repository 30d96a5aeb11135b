import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Action } from '@aws-sdk/client-elastic-load-balancing-v2';
import { matches, type RequestFacts } from './conditions.ts';
import type { DataPlane, ListenerServerOptions, Obstacle } from './fabric.ts';
import { forward } from './forward.ts';
import { chooseGroup } from './group-of-request.ts';
import { logIn } from './log-in.ts';
import { redirectTo } from './redirect.ts';
import { inOrder, lastAction, type Rule } from './rule.ts';
import { refuse, upgrade } from './upgrade.ts';
import { isLogIn } from './validate.ts';

/** ALB brings changes of rules to its data plane in batches, about ten seconds after the API said yes. */
const BATCH_MS = 10_000;

/** A listener's data plane: a reverse proxy on a free port of 127.0.0.1 that obeys the rules in force. */
export class ListenerServer implements DataPlane {
  private readonly options: ListenerServerOptions;
  private readonly server: Server;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 256 });
  private inForce: readonly Rule[] = [];
  private announced: readonly Rule[] = [];
  private batch: Promise<void> | undefined;
  private readonly closing = new AbortController();
  private down = false;
  private obstacle: Obstacle | null = null;
  private readonly upgraded = new Set<Duplex>();

  private constructor(options: ListenerServerOptions) {
    this.options = options;
    this.server = createServer((request, response) => void this.serve(request, response));
    this.server.on('upgrade', (request, client) => this.upgrade(request, client));
  }

  static async open(options: ListenerServerOptions): Promise<ListenerServer> {
    const opened = new ListenerServer(options);
    opened.server.listen(0, '127.0.0.1');
    await once(opened.server, 'listening');
    return opened;
  }

  get port(): number {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the listener is closed');
    return address.port;
  }

  /** These rules are in force now: a template's deployment has waited for them. */
  obey(rules: readonly Rule[]): void {
    this.announced = inOrder(rules);
    this.inForce = this.announced;
  }

  /** These rules are in force with the next batch. */
  announce(rules: readonly Rule[]): void {
    this.announced = inOrder(rules);
    this.batch ??= this.options.clock
      .sleep(BATCH_MS, this.closing.signal)
      .then(() => {
        this.inForce = this.announced;
        this.batch = undefined;
      })
      .catch(() => {}); // The sandbox ends.
  }

  /** Breaks every connection, or answers again: a load balancer that cannot be reached. */
  refuse(down: boolean): void {
    this.down = down;
    if (down) this.breakConnections();
  }

  stand(obstacle: Obstacle | null): void {
    this.obstacle = obstacle;
  }

  close(): void {
    this.closing.abort();
    this.agent.destroy();
    this.server.close();
    this.breakConnections();
  }

  private breakConnections(): void {
    this.server.closeAllConnections();
    for (const client of this.upgraded) client.destroy();
  }

  private ruleFor(request: IncomingMessage): { facts: RequestFacts; rule: Rule | undefined } {
    const facts = {
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      headers: request.headers,
      source: request.socket.remoteAddress ?? '127.0.0.1',
    };
    return { facts, rule: this.inForce.find(({ conditions }) => matches(conditions, facts)) };
  }

  private upgrade(request: IncomingMessage, client: Duplex): void {
    this.upgraded.add(client);
    client.once('close', () => this.upgraded.delete(client));
    client.once('error', () => client.destroy());
    if (this.down || this.obstacle !== null) {
      client.destroy();
      return;
    }
    const { rule } = this.ruleFor(request);
    const action = rule && lastAction(rule);
    const { arn } = action === undefined ? { arn: '' } : chooseGroup(action, request.headers.cookie);
    const group = this.options.group(arn);
    const target = group?.next();
    if (target !== undefined) upgrade({ request, client, target, listenerPort: this.port });
    else refuse(client, Number(action?.FixedResponseConfig?.StatusCode ?? 503));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.down) {
      response.socket?.destroy();
      return;
    }
    if (this.obstacle === 'silence') return;
    const at = this.options.clock.now();
    if (this.obstacle === 'blocks') return answer(response, 403, errorPage('403 Forbidden'), 'text/html');
    const { facts, rule } = this.ruleFor(request);
    const action = rule && lastAction(rule);
    const asked = logIn(rule?.actions.find(isLogIn));
    if (asked !== undefined) {
      request.resume();
      this.options.seen({ at, status: asked.status, byTarget: false });
      if (asked.location !== undefined) response.setHeader('location', asked.location);
      return answer(response, asked.status, '', 'text/html');
    }
    if (action?.Type === 'forward') return this.forward(action, request, response);
    request.resume();
    if (action?.Type === 'fixed-response') {
      const { StatusCode, ContentType, MessageBody } = action.FixedResponseConfig ?? {};
      const status = Number(StatusCode);
      this.options.seen({ at, status, byTarget: false, fixedResponse: true });
      return answer(response, status, MessageBody ?? '', ContentType ?? 'text/plain');
    }
    if (action?.Type === 'redirect') {
      const { status, location } = redirectTo(action.RedirectConfig ?? {}, facts, this.port);
      this.options.seen({ at, status, byTarget: false });
      response.setHeader('location', location);
      return answer(response, status, '', 'text/html');
    }
    response.socket?.destroy(); // No listener yet: ELB would refuse the connection.
  }

  private async forward(action: Action, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { clock, seen } = this.options;
    const chosen = chooseGroup(action, request.headers.cookie);
    const group = this.options.group(chosen.arn);
    const target = group?.next();
    if (chosen.cookie !== undefined) response.appendHeader('set-cookie', chosen.cookie);
    if (!group || !target) {
      request.resume();
      seen({ at: clock.now(), status: 503, byTarget: false });
      return answer(response, 503, errorPage('503 Service Temporarily Unavailable'), 'text/html');
    }
    const outcome = await forward({ request, response, target, agent: this.agent, listenerPort: this.port });
    if (outcome.byTarget) {
      seen({ at: clock.now(), status: outcome.status, byTarget: true, group, targetSeconds: outcome.seconds });
      return;
    }
    seen({ at: clock.now(), status: outcome.status, byTarget: false, group });
    if (response.headersSent) response.destroy();
    else
      answer(
        response,
        outcome.status,
        errorPage(outcome.status === 504 ? '504 Gateway Time-out' : '502 Bad Gateway'),
        'text/html',
      );
  }
}

function answer(response: ServerResponse, status: number, body: string, type: string): void {
  // As ALB, no Retry-After: a fixed response takes no header.
  response.writeHead(status, { server: 'awselb/2.0', 'content-type': type, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

function errorPage(title: string): string {
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
}
