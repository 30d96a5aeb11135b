import { describe, expect, it } from 'vitest';
import { chosenLanguage, languageIn, languageOf } from '../../cli/language.ts';
import { commandOf, quoted } from '../../cli/screen/command.ts';
import { dateOf, when } from '../../cli/screen/when.ts';
import { wordsIn } from '../../cli/words/words.ts';

describe('the language', () => {
  it.each([
    [{}, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'pt_BR.UTF-8' }, 'pt-BR'],
    [{ LANG: 'pt' }, 'pt-BR'],
    [{ LANG: 'ptx' }, 'en'],
    [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'pt_PT' }, 'pt-BR'],
    [{ LANG: 'pt_BR', LC_ALL: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'pt_BR', LC_ALL: '' }, 'pt-BR'],
  ])('of %j is %s', (environment, language) => {
    expect(languageOf(environment as Record<string, string>)).toBe(language);
  });

  it.each([
    [['status'], undefined],
    [['--language', 'pt-BR', 'status'], 'pt-BR'],
    [['status', '--language=en'], 'en'],
    [['status', '--language', 'fr'], undefined],
    [['status', '--language'], undefined],
  ])('asked for by %j is %s', (args, language) => {
    expect(languageIn(args)).toBe(language);
  });

  it('is taken in any case', () => {
    expect([chosenLanguage('PT-br'), chosenLanguage('EN'), chosenLanguage('x')]).toEqual(['pt-BR', 'en', undefined]);
  });

  it('has no text that both share by mistake', () => {
    const [english, portuguese] = [wordsIn('en'), wordsIn('pt-BR')];
    const same = Object.entries(english.errors).filter(
      ([name, text]) => typeof text === 'string' && portuguese.errors[name as keyof typeof english.errors] === text,
    );
    expect(same).toEqual([]);
    expect(english.help.verbs.status).not.toBe(portuguese.help.verbs.status);
  });
});

describe('a command to copy', () => {
  it.each([
    [
      {
        reason: 'The alarm x fired',
        criterion: 'availability',
        incident: 'incident-1',
        database: 'restore',
        acceptLostWrites: 12,
      },
      "knowngood decide incident-1 --restore --accept-lost-writes 12 --criterion availability --reason 'The alarm x fired' --environment prod",
    ],
    [
      { reason: "it's late", criterion: 'history', incident: 'incident-1', decision: 'reopen' },
      "knowngood decide incident-1 --reopen --criterion history --reason 'it'\\''s late' --environment prod",
    ],
    [
      {
        reason: 'r',
        criterion: 'history',
        incident: 'i',
        to: '1.0.0',
        database: 'keep',
        images: { web: 'repo:1', 'web/log': '…' },
      },
      "knowngood decide i --keep --image web=repo:1 --image 'web/log=…' --to 1.0.0 --criterion history --reason r --environment prod",
    ],
    [
      {
        reason: 'r',
        criterion: 'history',
        database: 'forward',
        acceptLostWrites: 'unknown',
        acceptProof: true,
        affected: ['a', 'b'],
      },
      'knowngood decide --forward --accept-lost-writes unknown --accept-proof --affected a --affected b --criterion history --reason r --environment prod',
    ],
  ])('of the decision %j', (input, command) => {
    expect(commandOf('decision', input, 'prod')).toBe(command);
  });

  it('of a confirmation', () => {
    expect(commandOf('release', { confirm: '2.0.0', reason: 'seen' }, 'prod')).toBe(
      'knowngood release --confirm 2.0.0 --reason seen --environment prod',
    );
  });

  it.each(['$(rm -rf /)', '`x`', 'a;b', 'a b', '', '"', '\\', "'"])('quotes %j as one word', (word) => {
    expect(quoted(word)).toMatch(/^'/);
  });
});

describe('a moment', () => {
  it('is told with its zone', () => {
    const iso = '2026-11-25T01:10:00.000Z';
    expect(when(iso, { language: 'en', timeZone: 'America/Sao_Paulo' })).toMatch(/^24 Nov 2026, 22:10 (GMT-3|BRT)$/);
    expect(when(iso, { language: 'pt-BR', timeZone: 'UTC' })).toMatch(/^25 de nov\. de 2026, 01:10 UTC$/);
    expect(dateOf(iso, 'America/Sao_Paulo')).toBe('2026-11-24');
  });
});
