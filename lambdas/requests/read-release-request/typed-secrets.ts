type Services = Readonly<Record<string, { readonly environment?: Readonly<Record<string, string>> | undefined }>>;

/** Words that make a value secret anywhere in its name: `PGPASSWORD`, `TOKEN_GITHUB`, `SECRET_KEY_BASE`. */
const SECRET_NAME =
  /(passw(or)?ds?|passphrase|secrets?|tokens?|credentials?|api_?keys?|(access|private|signing|encryption|master|license|hmac|jwt)_?key)(_|\d|$)/i;

/** Short words make a value secret only at the end of its name: `PASS_RATE` is a number, and `PWD` the shell's directory. */
const SECRET_END = /((^|_)(db|smtp|mail|pg|mysql|redis|root|admin|user)?pass|_pwd)$/i;

/** Names about a secret that hold none: where it is, how long it lives, which rules it follows, or its public half. */
const NO_SECRET =
  /(^|_)(arn|name|id|url|uri|path|file|endpoint|host|port|region|manager|provider|ttl|expiry|expires|expiration|age|length|limit|count|per_\w+|policy|type|algorithm|header|issuer|audience)(_(in|ms|seconds|minutes|hours|days))?$|(^|_)public_(\w+_)?(key|token)$|^(aws_)?secrets_manager_/i;

/** A switch is never secret, whatever its name. A number is secret only when the name ends with the secret itself. */
const SWITCH = /^(true|false|on|off|yes|no)$/i;
const NUMBER = /^\d+(\.\d+)?(ms|s|m|h|d)?$/;
const ENDS_WITH_SECRET = /(passw(or)?d|passphrase|secret|token|key)$/i;

/** Shapes of values that are secret under any name. A port is no password: `https://registry:443/@scope`. */
const SECRET_VALUES: readonly (readonly [RegExp, string])[] = [
  [/:\/\/[^/\s:@]*:(?!\d+\/)[^\s@]+@|^[^\s:@/]+:[^\s@]+@(tcp|unix)\(/, 'holds an address with a password in it'],
  [/(^|[\s;?&])(password|pwd)=[^\s;&]/i, 'holds an address with a password in it'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY( BLOCK)?-----/, 'holds a private key'],
  [/\b(AKIA|ASIA)[0-9A-Z]{16}\b/, 'holds an AWS access key'],
  [
    /\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{22,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|[rs]k_live_\w{16,})/,
    'holds a token',
  ],
  [/\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{8,}/, 'holds a signed token'],
];

/**
 * A value typed in a request stays in the execution's history, the ledger and the task definition, where many may read it.
 * So a secret is refused, by its name or by its shape, and its value is never repeated. A DSN is judged by its value:
 * Sentry's may be public (https://docs.sentry.io/concepts/key-terms/dsn-explainer/), a database's holds a password.
 */
export function typedSecrets(services: Services): string[] {
  return Object.entries(services).flatMap(([service, { environment = {} }]) =>
    Object.entries(environment).flatMap(([name, value]) => {
      const why = whySecret(name, value);
      return why === undefined
        ? []
        : [
            `"services.${service}.environment.${name}" ${why}; expected it in Secrets Manager or Parameter Store, under "secrets" of the task definition`,
          ];
    }),
  );
}

function whySecret(typed: string, value: string): string | undefined {
  const shape = SECRET_VALUES.find(([pattern]) => pattern.test(value));
  if (shape !== undefined) return shape[1];
  // Splits `dbPassword` into words: `db_Password`.
  const name = typed.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2');
  if (!(SECRET_NAME.test(name) || SECRET_END.test(name)) || NO_SECRET.test(name)) return undefined;
  const plain = SWITCH.test(value) || (NUMBER.test(value) && !(ENDS_WITH_SECRET.test(name) || SECRET_END.test(name)));
  return plain ? undefined : 'is named like a secret';
}
