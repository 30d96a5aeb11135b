import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Pages, servePages } from '../../../console/pages/server.ts';
import type { Sources } from '../../../console/pages/sources.ts';
import { asPage } from '../../../lambdas/people/document/as-page.ts';
import { axe, type Browser, chromiumHere, openBrowser } from './chromium.ts';
import { HeldClock, refused, started, WORKFLOW } from './executions.ts';

/** Every machine of the project's own runs has one; elsewhere it is said that nothing was looked at. */
const chromium = chromiumHere();
const AS = (['light', 'dark'] as const).flatMap((scheme) => [1280, 390].map((width) => ({ scheme, width })));

describe.skipIf(chromium === undefined)('in a browser', () => {
  const clock = new HeldClock();
  const at = '2026-11-24T12:00:00.000Z';
  const trigger = { kind: 'alarm', alarm: 'survey-5xx-rate', reason: 'Threshold Crossed: 1 datapoints [42.86]' };
  const records = {
    open: [
      { record: 'status', status: 'open', running: { web: 'web:2' }, incident: null, maintenanceSince: null },
      {
        record: 'release#r1',
        version: '1.1.0',
        outcome: 'good',
        startedAt: at,
        finishedAt: at,
        switched: { web: 'web:2' },
      },
    ],
    frozen: [
      { record: 'status', status: 'frozen', running: {}, incident: 'i', work: 'b1', since: at, maintenanceSince: at },
      { record: 'incident#i', began: at, trigger },
      { record: 'rollback#b1', outcome: 'freeze', incident: 'i', startedAt: at, trigger, because: ['107 writes'] },
    ],
  };
  const { execution: running } = started({ version: '2.0.0', reason: 'Sprint' }, [{}, {}], clock);
  const { execution: failed } = started({ version: '2.0.0', reason: 'Sprint' }, [{}, refused('no way')], clock);
  let ledger: Sources['ledger'] = async () => records.open;
  const sources: Sources = {
    workflows: [WORKFLOW],
    executions: () => [failed, running],
    mails: () => [
      {
        at: Date.parse(at),
        topic: 'knowngood-sandbox-devops',
        to: 'ana@example.com',
        subject: 'Congelado',
        body: '{"acceptLostWrites": 107}',
      },
    ],
    ledger: () => ledger(),
    traffic: () => [{ served: 3, maintenance: 2, errors: 1 }],
    now: () => clock.now(),
    dashboard: () => ({
      ...{ from: 0, until: 1 },
      widgets: [
        { kind: 'text', text: '# sandbox' },
        { kind: 'alarms', title: 'availability', alarms: [{ name: 'survey-5xx-rate', state: 'ALARM' }] },
        {
          ...{ kind: 'graph', title: 'errors' },
          series: [
            { label: 'rate', right: false, points: [0, null, 25, 3] },
            { label: 'page'.repeat(40), right: true, points: [null, null, null, null] },
          ],
        },
      ],
    }),
    application: 'http://127.0.0.1:1234',
    endpoint: 'http://127.0.0.1:4566',
  };
  let browser: Browser;
  let pages: Pages;
  beforeAll(async () => {
    browser = await openBrowser(chromium ?? '');
    pages = await servePages(sources);
  });
  afterAll(async () => {
    pages.close();
    await browser.close();
  });
  const violations = (url: string, as: (typeof AS)[number]) =>
    browser.evaluate<string[]>(
      url,
      as,
      `(() => {
        ${axe()};
        return axe.run().then(({ violations }) =>
          violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)));
      })()`,
    );

  it('axe finds what is wrong, so that nothing found means something', async () => {
    const wrong = `data:text/html,${encodeURIComponent('<title>x</title><img src="x"><p style="color:#eee;background:#fff">hardly to be read')}`;
    const found = (await violations(wrong, { scheme: 'light', width: 390 })).join('\n');
    expect(found).toMatch(/image-alt/);
    expect(found).toMatch(/color-contrast/);
  });

  describe.each(AS)('$scheme, $width px wide', (as) => {
    it.each(['open', 'frozen'] as const)(
      'the console of an environment that is %s has nothing that axe finds',
      async (state) => {
        ledger = async () => records[state];
        expect(await violations(`${pages.url}/`, as)).toEqual([]);
      },
    );

    it.each(['/dashboard', '/mailbox', '/mailbox/1', '/executions/knowngood-test-release/run-1'])(
      '%s has nothing that axe finds',
      async (path) => {
        expect(await violations(pages.url + path, as)).toEqual([]);
      },
    );

    it('a document for people has nothing that axe finds, and nothing of it is beyond the edge', async () => {
      const document = asPage({
        ...{ language: 'pt-BR', title: 'Post-mortem' },
        sections: [
          {
            heading: '1. Dados',
            blocks: [
              { kind: 'ask', text: 'Por quê?' },
              { kind: 'facts', facts: [['Incidente', 'incident-20261124171040-6d2d4f9c'.repeat(3)]] },
              { kind: 'table', head: ['Quando', 'O quê'], rows: [['14:00', 'x'.repeat(300)]] },
              { kind: 'figure', caption: 'Acessos', svg: '<svg viewBox="0 0 760 20" role="img" aria-label="x"></svg>' },
            ],
          },
        ],
      });
      const url = `data:text/html;charset=utf-8,${encodeURIComponent(document)}`;
      expect(await violations(url, as)).toEqual([]);
      expect(await browser.evaluate(url, as, 'document.documentElement.scrollWidth')).toBeLessThanOrEqual(as.width);
    });

    it('nothing is beyond the edge, and where nothing is wrong the page is below 3,000 px', async () => {
      ledger = async () => records.open;
      const [width, height] = await browser.evaluate<number[]>(
        `${pages.url}/`,
        as,
        '[document.documentElement.scrollWidth, document.documentElement.scrollHeight]',
      );
      expect(width).toBeLessThanOrEqual(as.width);
      expect(height).toBeLessThan(3_000);
    });
  });

  describe.each(['/', '/mailbox', '/executions/knowngood-test-release/run-1'])('by the keyboard alone, %s', (path) => {
    const where = `(() => {
      const one = document.activeElement;
      return { html: one.outerHTML.slice(0, 200), outline: getComputedStyle(one).outlineStyle, shown: one.checkVisibility() };
    })()`;

    it('everything that can be clicked is reached, in the order it is read, and seen to be', async () => {
      ledger = async () => records.frozen;
      const clickable = await browser.evaluate<string[]>(
        pages.url + path,
        { scheme: 'light', width: 1280 },
        `[...document.querySelectorAll('a[href], summary, button, input, select, textarea, [tabindex], [onclick]')]
          .filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 200))`,
      );
      const reached: { html: string; outline: string; shown: boolean }[] = [];
      for (const _each of clickable) reached.push(await browser.press('Tab', where));
      expect(reached.map(({ html }) => html)).toEqual(clickable);
      expect(reached.filter(({ outline, shown }) => outline === 'none' || !shown)).toEqual([]);
    });
  });

  it('by the keyboard alone, what is folded opens', async () => {
    ledger = async () => records.open;
    const folded = await browser.evaluate<number>(
      `${pages.url}/`,
      { scheme: 'light', width: 1280 },
      `document.querySelectorAll('details:not([open])').length`,
    );
    expect(folded).toBeGreaterThan(0);
    const at = `({ tag: document.activeElement.tagName, open: document.activeElement.parentElement?.open, href: document.activeElement.href })`;
    type At = { tag: string; open?: boolean; href?: string };
    let here: At = { tag: '' };
    for (let n = 0; n < 50 && here.tag !== 'SUMMARY'; n++) here = await browser.press('Tab', at);
    expect(here.open).toBe(false);
    expect(await browser.press<At>('Enter', at)).toMatchObject({ tag: 'SUMMARY', open: true });
  });
});
