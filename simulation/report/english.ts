/** Words of English that Portuguese does not have, and that hardly a sentence is without. */
const WORDS = [
  ...['the', 'is', 'was', 'were', 'are', 'of', 'not', 'with', 'and', 'by', 'has', 'have', 'its', 'it', 'which', 'from'],
  ...[
    'cannot',
    'could',
    'expected',
    'would',
    'that',
    'this',
    'been',
    'nothing',
    'into',
    'only',
    'when',
    'what',
    'until',
  ],
  ...['after', 'before', 'check', 'checks', 'rows', 'table', 'there', 'their', 'does', 'must', 'should', 'be'],
];
const ENGLISH = new RegExp(`(?<![\\p{L}\\p{N}_-])(?:${WORDS.join('|')})(?![\\p{L}\\p{N}_-])`, 'u');

/** What is shown as it was found: in quotes, an address, JSON, SQL, or a name with a sign in it. */
const AS_FOUND =
  /"[^"]*"|“[^”]*”|«[^»]*»|https?:\/\/\S+|\{.*\}|(?:ALTER|CREATE|GRANT|REVOKE) .*|\S*[\w)][-_./:@][\w(]\S*/g;

/**
 * The lines of a mail in Portuguese in which English is left.
 * @param own what people have written into their requests: it is repeated as it is
 */
export const englishIn = (body: string, own: readonly string[] = []): string[] =>
  body.split('\n').filter((line) =>
    ENGLISH.test(
      own
        .reduce((rest, text) => rest.replaceAll(text, ' '), line)
        .replace(AS_FOUND, ' ')
        .toLowerCase(),
    ),
  );
