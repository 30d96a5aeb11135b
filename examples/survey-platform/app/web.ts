import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { pool } from './database.ts';
import { page } from './page.ts';
import { loadVersion, versionName } from './version.ts';

const version = await loadVersion();
const db = pool('application');

const server = createServer((request, response) => {
  handle(request, response).catch((error: Error) => {
    console.error(`ERROR ${error.message}`);
    if (!response.headersSent) json(response, 500, { error: 'internal error' });
  });
});
server.listen(Number(process.env['PORT'] ?? 8080));

/** Answers requests in flight, then closes the sessions. */
process.on('SIGTERM', () => {
  server.close(() => void db.end().then(() => process.exit(0)));
  server.closeIdleConnections();
});

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const route = `${request.method} ${url.pathname.replace(/\/\d+/g, '/:id')}`;
  const survey = Number(/\/surveys\/(\d+)/.exec(url.pathname)?.[1] ?? 0);
  switch (route) {
    case 'GET /health':
      return json(response, 200, { status: 'ok' });
    case 'GET /version':
      return json(response, 200, { version: versionName });
    case 'GET /surveys': {
      const { rows } = await db.query('SELECT id, title FROM surveys ORDER BY id LIMIT 100');
      return json(response, 200, { surveys: rows });
    }
    case 'POST /surveys': {
      const { title } = (await body(request)) as { title?: string };
      if (typeof title !== 'string' || title === '') return json(response, 400, { error: 'title is missing' });
      const { rows } = await db.query('INSERT INTO surveys (title) VALUES ($1) RETURNING id', [title]);
      return json(response, 201, { id: Number(rows[0].id) });
    }
    case 'POST /surveys/:id/answers': {
      const { score, comment = '' } = (await body(request)) as { score?: number; comment?: string };
      if (!Number.isInteger(score) || Number(score) < 0 || Number(score) > 10)
        return json(response, 400, { error: 'score: 0 to 10' });
      return json(response, 201, { id: await version.answer(db, survey, Number(score), String(comment)) });
    }
    case 'POST /surveys/:id/distributions': {
      const { address } = (await body(request)) as { address?: string };
      const { rows } = await db.query('INSERT INTO distributions (survey_id, address) VALUES ($1, $2) RETURNING id', [
        survey,
        String(address),
      ]);
      return json(response, 202, { id: Number(rows[0].id) });
    }
    case 'GET /surveys/:id/dashboard': {
      const dashboard = await version.dashboard(db, survey);
      if (!request.headers.accept?.includes('text/html')) return json(response, 200, dashboard);
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page(dashboard));
      return;
    }
    default:
      return json(response, 404, { error: 'not found' });
  }
}

async function body(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text === '' ? '{}' : text);
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
