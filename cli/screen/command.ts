/** The command that starts what this JSON asks for, to copy. */
export function commandOf(
  kind: 'release' | 'decision',
  input: Readonly<Record<string, unknown>>,
  environment: string,
): string {
  const {
    reason,
    criterion,
    incident,
    database,
    decision,
    acceptLostWrites,
    acceptProof,
    images,
    to,
    confirm,
    affected,
  } = input as Record<string, string>;
  const option = (flag: string, value: unknown): string[] => (value === undefined ? [] : [flag, quoted(String(value))]);
  const common = [...option('--reason', reason), ...option('--environment', environment)];
  if (kind === 'release') return ['knowngood release', ...option('--confirm', confirm), ...common].join(' ');
  return [
    `knowngood decide${incident === undefined ? '' : ` ${quoted(incident)}`}`,
    `--${decision ?? database}`,
    ...option('--accept-lost-writes', acceptLostWrites),
    ...(acceptProof === undefined ? [] : ['--accept-proof']),
    ...Object.entries((images ?? {}) as Record<string, string>).flatMap(([key, image]) =>
      option('--image', `${key}=${image}`),
    ),
    ...option('--to', to),
    ...((affected ?? []) as string[]).flatMap((one) => option('--affected', one)),
    ...option('--criterion', criterion),
    ...common,
  ].join(' ');
}

/** As a POSIX shell takes it as one word. */
export const quoted = (word: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
