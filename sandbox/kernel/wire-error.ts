/** Throw with the service's own exception class where the SDK exports one; else this, with the wire's code and status. */
export class WireError extends Error {
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = code;
    this.status = status;
  }
}
