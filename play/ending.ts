/** Ctrl-C, a kill, and the closing of the terminal. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** A terminal signals a whole group of processes, and they signal each other: signals this close are the same wish. Real ms. */
const SAME_WISH_MS = 700;
/** Longer than stopping takes; after that the guard ends the rest, from outside. Real ms. */
const LONGEST_MS = 15_000;

/**
 * Ends by `close` when somebody wants the program to end; asked again, it ends at once, and what it leaves is removed by the
 * guard (`processes/guard.ts`). Also when the program that started it is gone, if it gave a channel to notice it by.
 */
export function endOnSignals(close: () => Promise<void>, exitCode: number): void {
  let since: number | undefined;
  const end = (): void => {
    if (since !== undefined) {
      if (Date.now() - since > SAME_WISH_MS) process.exit(1);
      return;
    }
    since = Date.now();
    setTimeout(() => process.exit(1), LONGEST_MS).unref();
    close().then(
      () => process.exit(exitCode),
      () => process.exit(1),
    );
  };
  for (const signal of SIGNALS) process.on(signal, end);
  process.on('disconnect', end);
  process.channel?.unref();
  // A closed terminal fails every write; that must not keep us from ending in order.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
