import { expect } from 'vitest';
import { broken } from './faults.ts';
import { ledger } from './ledger.ts';
import type { Answers, ServiceName } from './services.ts';

export interface Call {
  /** `<service>:<operation>`, the service as requests are signed for it. */
  readonly operation: string;
  readonly input: Record<string, unknown>;
}

type Answerer = (input: unknown) => unknown;

/**
 * AWS as a step's clients see it. What a test does not play is refused by its name; the ledger is always there.
 */
class Aws {
  calls: Call[] = [];
  private readonly answers = new Map<string, Answerer>();
  private readonly failing = new Map<string, () => Error>();
  private readonly losing = new Set<string>();
  private cutAfter: string | undefined;
  private cut = false;
  private refused: string[] = [];

  /** Plays a service, or more of its operations. */
  on<S extends ServiceName>(service: S, answers: Answers[S]): void {
    for (const [operation, answer] of Object.entries(answers))
      this.answers.set(`${service}:${operation}`, answer as Answerer);
  }

  /** From now on an operation fails and takes no effect. */
  fails(operation: string, error: () => Error): void {
    this.failing.set(operation, error);
  }

  mended(): void {
    this.failing.clear();
  }

  /** The next call of an operation takes effect, and its answer is lost: the SDK itself asks again. */
  losesAnswerOf(operation: string): void {
    this.losing.add(operation);
  }

  /**
   * Runs a step that ends as the machine below it does: after the effect of `operation` nothing more is heard or done.
   * The intent it has open stays open.
   */
  async cutOffAfter(operation: string, run: () => Promise<unknown>): Promise<void> {
    this.cutAfter = operation;
    await expect(run(), `cut off after ${operation}`).rejects.toThrow();
    expect(this.cut, `${operation} was called`).toBe(true);
    this.cutAfter = undefined;
    this.cut = false;
  }

  /** Inputs of an operation's calls, in their order. */
  inputs(operation: string): Record<string, unknown>[] {
    return this.calls.filter((call) => call.operation === operation).map((call) => call.input);
  }

  /** Everything called but the ledger, in order. */
  called(): string[] {
    return this.calls.map(({ operation }) => operation).filter((operation) => !operation.startsWith('dynamodb:'));
  }

  async anew(): Promise<void> {
    this.calls = [];
    this.answers.clear();
    this.failing.clear();
    this.losing.clear();
    this.refused = [];
    this.on('dynamodb', await ledger.anew());
  }

  /** Names of operations that nobody played; a step may have swallowed the error that said so. */
  unplayed(): readonly string[] {
    return this.refused;
  }

  readonly serve = async (operation: string, input: Record<string, unknown>): Promise<object> => {
    if (this.cut) throw broken();
    this.calls.push({ operation, input });
    const error = this.failing.get(operation)?.();
    if (error !== undefined) throw error;
    const answer = this.answers.get(operation);
    if (answer === undefined) {
      this.refused.push(operation);
      throw new Error(`The test plays no ${operation}.`);
    }
    // An error of the service is an answer, too.
    const answered = await Promise.resolve(input)
      .then(answer)
      .then(
        (output) => () => output as object,
        (thrown: unknown) => () => {
          throw thrown;
        },
      );
    if (operation === this.cutAfter) this.cut = true;
    if (this.cut || this.losing.delete(operation)) throw broken();
    return answered();
  };
}

export const aws = new Aws();
