import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { consolePage } from './console.ts';
import { dashboardPage } from './dashboard-page.ts';
import { executionPage } from './execution-page.ts';
import { html } from './html.ts';
import { mailboxPage, messagePage } from './mailbox-page.ts';
import { document, type Page } from './page.ts';
import type { Sources } from './sources.ts';

const asset = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const ASSETS: Record<string, { readonly type: string; readonly body: string }> = {
  '/style.css': { type: 'text/css', body: asset('style.css') },
  '/live.js': { type: 'text/javascript', body: asset('live.js') },
};

/** Nothing is loaded from or sent to another origin, whatever a message or a reason may hold. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

export interface Pages {
  readonly url: string;
  close(): void;
}

/** The sandbox's pages for people, on loopback; port 0 chooses a free one. They only show: nothing can be changed here. */
export async function servePages(sources: Sources, port = 0): Promise<Pages> {
  const server = createServer((request, response) => {
    answer(sources, request, response).catch((error: unknown) => {
      console.error(error);
      if (!response.headersSent) response.writeHead(500, { ...HEADERS, 'content-type': 'text/plain' });
      response.end('The page could not be made; the terminal that runs the sandbox says why.\n');
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(sources: Sources, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = (status: number, type: string, body: string): void => {
    response.writeHead(status, { ...HEADERS, 'content-type': `${type}; charset=utf-8` });
    response.end(request.method === 'HEAD' ? '' : body);
  };
  // A foreign page whose host name was made to resolve to this machine must not read this one.
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? ''))
    return send(421, 'text/plain', 'Ask for 127.0.0.1 or localhost.\n');
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return send(405, 'text/plain', 'These pages are only to be read.\n');
  const url = new URL(request.url ?? '/', 'http://localhost');
  const known = ASSETS[url.pathname];
  if (known !== undefined) return send(200, known.type, known.body);
  if (url.pathname === '/live') {
    const page = await pageOf(sources, url.searchParams.get('page') ?? '/');
    if (page === undefined) return send(404, 'text/plain', 'There is no such page.\n');
    return send(
      200,
      'application/json',
      JSON.stringify(page.sections.map(({ id, body, hidden = false }) => ({ id, html: body.text, hidden }))),
    );
  }
  const page = await pageOf(sources, url.pathname);
  return send(page === undefined ? 404 : 200, 'text/html', document(page ?? MISSING, sources));
}

async function pageOf(sources: Sources, path: string): Promise<Page | undefined> {
  if (path === '/') return await consolePage(sources);
  if (path === '/mailbox') return mailboxPage(sources);
  if (path === '/dashboard') return dashboardPage(sources);
  const number = /^\/mailbox\/(\d+)$/.exec(path)?.[1];
  if (number !== undefined) return messagePage(sources, Number(number));
  return path.startsWith('/executions/') ? executionPage(sources, path) : undefined;
}

const MISSING: Page = {
  title: 'There is no such page',
  at: '/',
  lead: html`<p>The sandbox forgets everything when it ends; an address of an earlier one leads nowhere.</p>`,
  sections: [],
};
