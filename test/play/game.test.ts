import { describe, expect, it } from 'vitest';
import { render } from '../../lambdas/messages/render.ts';
import { STATES } from '../../lambdas/model/state-names.ts';
import { givenBefore } from '../../play/game/ask.ts';
import { choicesIn } from '../../play/game/choices.ts';
import { gamePage } from '../../play/game/page.ts';
import { WATCHES } from '../../play/game/play-game.ts';
import { type Game, score } from '../../play/game/score.ts';
import { axe, chromiumHere, openBrowser } from '../console/pages/chromium.ts';
import { everyMessage } from '../documents/every-message.ts';
import { nowhere } from '../lambdas/messages/samples.ts';

const second = (served: number, maintenance = 0, errors = 0) => ({ served, maintenance, errors });
const times = (n: number, one: ReturnType<typeof second>) => Array.from({ length: n }, () => ({ ...one }));
/** Ten seconds well, errors of another cause, ten of the bad release, its page for twenty, and well again. */
const seconds = [
  ...times(9, second(9)),
  second(8, 0, 1),
  ...times(10, second(4, 0, 4)),
  ...times(20, second(0, 9)),
  ...times(10, second(9)),
];
const game = (change: Partial<Game> = {}): Game => ({
  ...{ seconds, secondMs: 10_000, from: 10, acknowledged: 400, lost: 3, nowhere: 0 },
  made: [{ question: 'q <b>', chosen: 'restore', recommended: 'restore', took: 30_000 }],
  ...change,
});

describe('the score of a game day', () => {
  it('takes times from what users met of the bad release, not of anything before', () => {
    expect(score(game())).toMatchObject({ shieldedAfter: 100_000, restoredAfter: 300_000, failed: 41, points: 100 });
  });

  it.each<[string, Partial<Game>, object]>([
    [
      'nobody ever shielded them',
      { seconds: [...times(10, second(9)), ...times(30, second(4, 0, 4))] },
      { shieldedAfter: null, restoredAfter: null, points: 50 },
    ],
    [
      'the last good second was one alone',
      { seconds: [...seconds.slice(0, 40), second(9)] },
      { restoredAfter: null, points: 75 },
    ],
    [
      'each took up to twice the limit',
      { secondMs: 40_000, seconds: [...seconds.slice(0, 30), ...times(20, second(0, 9)), ...times(9, second(9))] },
      { points: 74 },
    ],
    ['an acknowledged write is nowhere', { nowhere: 1 }, { points: 75 }],
    ['nothing was ever acknowledged: none is nowhere, and nothing is known', { acknowledged: 0 }, { points: 75 }],
    [
      'the person chose otherwise',
      { made: [{ question: 'q', chosen: 'reopen', recommended: 'restore', took: 1 }] },
      { points: 75 },
    ],
    ['users met no error at all', { seconds: times(30, second(9)) }, { shieldedAfter: null, restoredAfter: null }],
  ])('where %s', (_what, change, expected) => {
    expect(score(game(change))).toMatchObject(expected);
  });
});

it('answers given before are held to what is asked', async () => {
  const asked = { question: 'Go?', choices: { wait: 'w', rollback: 'r' } };
  const decide = givenBefore(['wait', 'leave']);
  expect(await decide(asked)).toBe('wait');
  await expect(decide(asked)).rejects.toThrow('Answer 2 is "leave"; "Go?" expected one of wait, rollback.');
  await expect(decide(asked)).rejects.toThrow('Answer 3 is missing');
});

it('the state that it waits for is one of the release’s', () => {
  expect(WATCHES).toBe(STATES.beginTheWatch);
});

it.each(['en', 'pt-BR'] as const)('reads the choices of a message as DevOps gets it (%s)', (language) => {
  const frozen = everyMessage(language).filter(({ kind }) => kind === 'frozen');
  expect(frozen.length).toBeGreaterThan(0);
  for (const message of frozen) {
    const voice = { timeZone: 'UTC', environment: 'x', now: '2026-11-24T17:40:00.000Z', language, ...nowhere };
    const found = choicesIn(render(message, voice).body);
    expect(found.length).toBeGreaterThan(0);
    for (const { choice, input } of found)
      expect(input).toMatchObject(choice === 'reopen' ? { decision: 'reopen' } : { incident: expect.any(String) });
    expect(found.filter(({ recommended }) => recommended).length).toBeLessThan(2);
  }
});

describe('the page of a game day', () => {
  const page = gamePage(game(), score(game()), [{ at: 60_000, subject: '<script>alert(1)</script>', to: 5 }]);

  it('shows text as text, and loads nothing', () => {
    expect(page).not.toMatch(/<script|<b>|(?:src|href)=/);
    expect(page).toContain('Game day: 100 of 100');
  });

  const chromium = chromiumHere();
  it.skipIf(chromium === undefined)(
    'has nothing that axe finds, and nothing beyond the edge, light or dark, wide or narrow',
    async () => {
      const browser = await openBrowser(chromium ?? '');
      try {
        const url = `data:text/html;charset=utf-8,${encodeURIComponent(page)}`;
        for (const scheme of ['light', 'dark'] as const)
          for (const width of [1280, 390]) {
            const script = `(() => { ${axe()}; return axe.run().then(({ violations }) => violations.map(({ id }) => id)); })()`;
            expect(await browser.evaluate(url, { scheme, width }, script)).toEqual([]);
            const wide = await browser.evaluate<number>(url, { scheme, width }, 'document.documentElement.scrollWidth');
            expect(wide).toBeLessThanOrEqual(width);
          }
      } finally {
        await browser.close();
      }
    },
  );
});
