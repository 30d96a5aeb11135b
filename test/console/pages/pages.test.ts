import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pages, servePages } from '../../../console/pages/server.ts';
import type { Sources } from '../../../console/pages/sources.ts';
import { TrafficMeter } from '../../../console/pages/traffic-meter.ts';
import type { Mail } from '../../../sandbox/services/sns/state.ts';
import type { Execution } from '../../../sandbox/services/states/execution.ts';
import { HeldClock, started, WORKFLOW } from './executions.ts';

const clock = new HeldClock();
const executions: Execution[] = [];
const mails: Mail[] = [];
const ledger: Record<string, unknown>[] = [];
let real = 0;
const meter = new TrafficMeter(() => real);
const sources: Sources = {
  workflows: [WORKFLOW],
  executions: () => executions,
  mails: () => mails,
  ledger: async () => ledger,
  traffic: () => meter.last(60),
  now: () => clock.now(),
  application: 'http://127.0.0.1:1234',
  endpoint: 'http://127.0.0.1:4566',
};
let pages: Pages;
beforeAll(async () => {
  pages = await servePages(sources);
});
afterAll(() => pages.close());

const get = async (path: string) => {
  const response = await fetch(pages.url + path);
  return { status: response.status, text: await response.text(), headers: response.headers };
};
const live = async (path: string): Promise<Record<string, string>> => {
  const sections = JSON.parse((await get(`/live?page=${encodeURIComponent(path)}`)).text) as {
    id: string;
    html: string;
  }[];
  return Object.fromEntries(sections.map(({ id, html }) => [id, html]));
};
const mail = (to: string, subject: string, body: string, topic = 'knowngood-sandbox-teams'): Mail => ({
  at: Date.UTC(2026, 10, 24, 13, 30),
  topic,
  to,
  subject,
  body,
});

describe('before anything was started', () => {
  it('the console says so, and shows the way a workflow will go', async () => {
    const { status, text } = await get('/');
    expect(status).toBe(200);
    expect(text).toContain('Nothing was started yet');
    expect(text).toContain('No release yet');
    expect(text).toContain('Look at the snapshot');
    expect(text).not.toContain('aria-current="step"');
    expect((await get('/mailbox')).text).toContain('No message was sent yet');
  });
});

describe('while an execution runs', () => {
  it('the running state is lit, and the next look shows the next one', async () => {
    const answers: unknown[] = [];
    const { execution, asked } = started({ version: '2.0.0', reason: '<script>alert(1)</script>' }, answers, clock);
    executions.push(execution);
    await until(() => asked() === 1);
    expect(lit((await live('/'))['workflow-release'])).toEqual(['Read the request']);
    const second = started({}, [{}], clock);
    executions.push(second.execution);
    await until(() => second.asked() === 2);
    expect(lit((await live('/'))['workflow-release'])).toEqual(['Take the lock']);
    // Without the script the page itself says the same.
    expect(lit((await get('/')).text)).toEqual(['Take the lock']);
  });

  it('has a page of its own, with its input', async () => {
    const { status, text } = await get('/executions/knowngood-test-release/run-1');
    expect(status).toBe(200);
    expect(text).toContain('<h1>Release 2.0.0</h1>');
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  });

  it('the ledger tells who may act', async () => {
    ledger.push(
      { record: 'status', status: 'rolling-back', work: 'r-7', since: '2026-11-24T13:00:00Z', maintenanceSince: null },
      {
        record: 'release#r-6',
        version: '2.0.0',
        outcome: 'rolled-back',
        startedAt: '2026-11-24T12:00:00Z',
        finishedAt: '2026-11-24T12:30:00Z',
        request: { reason: 'Sprint <18>' },
      },
    );
    const sections = await live('/');
    expect(sections['status']).toContain('rolling back');
    expect(sections['status']).toContain('<dt>at work</dt><dd><code>r-7</code> since');
    expect(sections['ledger']).toContain('Sprint &lt;18&gt;');
  });
});

describe('what users get', () => {
  it('is counted as they see it: answered, sent the maintenance page, or failed', async () => {
    meter.count({ status: 200 });
    meter.count({ status: 404 });
    meter.count({ status: 503, fixedResponse: true });
    meter.count({ status: 503 });
    meter.count({ status: 502 });
    expect(meter.last(1)).toEqual([{ served: 0, maintenance: 0, errors: 0 }]); // This second is not over.
    real = 1_000;
    expect(meter.last(1)).toEqual([{ served: 2, maintenance: 1, errors: 2 }]);
    const { traffic = '' } = await live('/');
    expect(traffic.match(/<rect class="(\w+)"/g)).toEqual([
      '<rect class="served"',
      '<rect class="maintenance"',
      '<rect class="errors"',
    ]);
    real = 400_000;
    expect(meter.last(3)).toEqual(new Array(3).fill({ served: 0, maintenance: 0, errors: 0 }));
  });
});

describe('the mailbox', () => {
  it('lists copies as one message, the newest first, and opens it as it arrives', async () => {
    mails.push(
      mail('ana@example.com', 'Começa a liberação', 'Olá,\n  até já'),
      mail('rui@example.com', 'Começa a liberação', 'Olá,\n  até já'),
      mail('ana@example.com', '<img src=x onerror=alert(1)>', '</pre><script>alert(2)</script> & "fim"'),
    );
    const list = (await get('/mailbox')).text;
    expect(list.match(/<li><a id="mail-/g)).toHaveLength(2);
    expect(list.indexOf('mail-3')).toBeLessThan(list.indexOf('mail-1'));
    expect(list).toContain('2 addresses');
    const first = (await get('/mailbox/1')).text;
    expect(first).toContain('ana@example.com, rui@example.com');
    expect(first).toContain('<pre>Olá,\n  até já</pre>');
    expect(first).toContain('href="/mailbox/3">Newer');
  });

  it('never runs what somebody wrote', async () => {
    for (const path of ['/', '/mailbox', '/mailbox/3', '/executions/knowngood-test-release/run-1']) {
      const { text, headers } = await get(path);
      expect(text).not.toMatch(/<script>|<img|alert\(2\)<\/script> &/);
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).toContain("script-src 'self'");
    }
    expect((await get('/mailbox/3')).text).toContain(
      '&lt;/pre&gt;&lt;script&gt;alert(2)&lt;/script&gt; &amp; &quot;fim&quot;',
    );
  });
});

describe('every page', () => {
  it('has one heading, a main part, a navigation that tells where one is, and a way past it', async () => {
    for (const path of ['/', '/mailbox', '/mailbox/1', '/executions/knowngood-test-release/run-1']) {
      const { text } = await get(path);
      expect(text.match(/<h1>/g)).toHaveLength(1);
      expect(text).toContain('<main id="content">');
      expect(text).toContain('href="#content"');
      expect(text.match(/aria-current="page"/g)).toHaveLength(1);
      const labels = [...text.matchAll(/aria-labelledby="([^"]+)"/g)].map(([, id]) => id);
      for (const id of labels) expect(text).toContain(`id="${id}"`);
    }
  });

  it('that does not exist answers 404; nothing can be changed; another name for this machine is refused', async () => {
    for (const path of ['/nowhere', '/mailbox/99', '/executions/x/y']) expect((await get(path)).status).toBe(404);
    expect((await get('/live?page=/nowhere')).status).toBe(404);
    expect((await fetch(pages.url, { method: 'POST', body: 'x' })).status).toBe(405);
    expect(await statusFor('evil.example')).toBe(421);
    expect(await statusFor('localhost:8080')).toBe(200);
    for (const asset of ['/style.css', '/live.js']) expect((await get(asset)).status).toBe(200);
  });
});

function statusFor(host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const asked = request(pages.url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** Names of the states that are lit, on the way that was taken and in the whole map. */
const lit = (text = ''): string[] => [
  ...new Set([...text.matchAll(/aria-current="step"><span class="name">([^<]+)/g)].map(([, name]) => name ?? '')),
];

async function until(condition: () => boolean): Promise<void> {
  for (let n = 0; n < 500 && !condition(); n++) await new Promise((resolve) => setTimeout(resolve, 4));
  expect(condition()).toBe(true);
}
