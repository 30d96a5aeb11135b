/** What takes the place of a secret. */
const MASK = '***';

/**
 * Secrets by their shape, and rows that PostgreSQL prints with a refused statement: a log has both, and a message goes to many.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html (class 23: "Failing row contains", "Key (…)=(…)")
 */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----[\s\S]*?(-----END [A-Z ]*-----|$)/g, MASK],
  [/(:\/\/[^/\s:@]*:)(?!\d+\/)[^\s@]+@/g, `$1${MASK}@`],
  [/\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, `$1 ${MASK}`],
  [
    /((?:passw(?:or)?d|passphrase|pwd|secret|token|credential|api[_-]?key|access[_-]?key|private[_-]?key|authorization)\w*["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s"',;&)}]+)/gi,
    `$1${MASK}`,
  ],
  [/\b(AKIA|ASIA)[0-9A-Z]{16}\b/g, MASK],
  [
    /\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|[rs]k_live_\w{16,})/g,
    MASK,
  ],
  [/\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/g, MASK],
  [/(Failing row contains )\(.*\)/g, `$1(${MASK})`],
  [/(Key \([^)]*\)=)\(.*?\)/g, `$1(${MASK})`],
  // The clause of ALTER ROLE and CREATE ROLE, which a log of statements repeats.
  [/(\bPASSWORD\s+)'(?:[^']|'')*'/gi, `$1'${MASK}'`],
];

/** A text of the application, with nothing of it that only the application may know. */
export const masked = (text: string): string => SECRETS.reduce((left, [secret, by]) => left.replace(secret, by), text);
