import { StatesError } from './errors.ts';

interface Open {
  succeed(output: unknown): void;
  fail(failure: StatesError): void;
  beat(): void;
}

/** What became of a token that somebody sent. */
export type Sent = 'taken' | 'unknown' | 'over';

/** Task tokens that are waited for. A token is good once, and only while its task waits. */
export class TaskTokens {
  private readonly open = new Map<string, Open>();
  private readonly over = new Set<string>();

  /** Waits for a token's outcome; `beat` is called with every heartbeat; the signal ends the wait. */
  wait(token: string, beat: () => void, signal: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const close = (): void => {
        this.open.delete(token);
        this.over.add(token);
        signal.removeEventListener('abort', end);
      };
      const end = (): void => {
        close();
        reject(signal.reason);
      };
      this.open.set(token, {
        succeed(output) {
          close();
          resolve(output);
        },
        fail(failure) {
          close();
          reject(failure);
        },
        beat,
      });
      if (signal.aborted) end();
      else signal.addEventListener('abort', end, { once: true });
    });
  }

  knows(token: string): boolean {
    return this.open.has(token) || this.over.has(token);
  }

  succeed(token: string, output: unknown): Sent {
    return this.send(token, (task) => task.succeed(output));
  }

  fail(token: string, error: string | undefined, cause: string | undefined): Sent {
    return this.send(token, (task) => task.fail(new StatesError(error, cause)));
  }

  heartbeat(token: string): Sent {
    return this.send(token, (task) => task.beat());
  }

  private send(token: string, act: (task: Open) => void): Sent {
    const task = this.open.get(token);
    if (task === undefined) return this.over.has(token) ? 'over' : 'unknown';
    act(task);
    return 'taken';
  }
}
