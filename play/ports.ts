import { createServer } from 'node:net';

/** An error shown as one line, without a stack: a wrong setting, or a machine that is not ready. */
export class CannotStart extends Error {
  override readonly name = 'CannotStart';
}

export interface PortSetting {
  /** Environment variable that chooses the port. */
  readonly variable: string;
  readonly fallback: number;
  readonly what: string;
}

/** The port a person chose, or the usual one; 0 takes any free one. @throws CannotStart if it is no port, or in use */
export async function portOf({ variable, fallback, what }: PortSetting, environment = process.env): Promise<number> {
  const given = environment[variable];
  const port = Number(given ?? fallback);
  if (!/^\d+$/.test(given ?? '0') || port > 65_535)
    throw new CannotStart(`${variable} is "${given}"; expected a port number, 0 to 65535 (0: any free one).`);
  const error = port === 0 ? undefined : await tryPort(port);
  if (error === undefined) return port;
  const suggestion = `${variable}=${port > 60_000 ? port - 100 : port + 100} npm run sandbox`;
  throw new CannotStart(
    error.code === 'EADDRINUSE'
      ? `Port ${port}, for ${what}, is in use. Choose another: ${suggestion}`
      : `Port ${port}, for ${what}, cannot be had (${error.code}). Choose another: ${suggestion}`,
  );
}

function tryPort(port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(undefined)));
  });
}
