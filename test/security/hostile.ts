import fc from 'fast-check';

/** What hostile text is made of: what mail headers, Markdown, HTML, shells and terminals take for more than text. */
export const hostile = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '\r\n',
          '\n',
          '\u2028',
          '\u0000',
          '\u001b[2J',
          '\u202e',
          '\nBcc: all@example.org',
          '\n# Title',
          '\n---',
          '\n1. ',
        ],
        ...[
          '<script>alert(1)</script>',
          '](https://evil.example)',
          '![x](//evil.example/p.png)',
          'https://evil.example',
        ],
        ...[
          'www.evil.example',
          '<a@evil.example>',
          '`$(rm -rf /)`',
          "'; DROP TABLE answers; --",
          '{"decision":"reopen"}',
        ],
        ...['| a | b |', '\n    code', '\n> quote', '\n- [ ] task', '&lt;b&gt;', '\ud800', '😀', 'ação'],
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''));
export const long = hostile.map((text) => text.padEnd(30_000, 'x'));
/** What no line of ours may hold: controls, formats, separators of lines. */
export const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Every text in a value, however deep, names of fields included. */
export const texts = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, member]) => [name, ...texts(member)])
      : [];
