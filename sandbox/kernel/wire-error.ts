/** An error by the wire's code and status, for where the SDK exports no exception class of the service. */
export class WireError extends Error {
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = code;
    this.status = status;
  }
}
