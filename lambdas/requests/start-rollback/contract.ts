export interface Input {
  readonly release: string;
  readonly version: string;
  readonly error: string;
  readonly cause: string;
}

export interface Output {
  readonly execution: string;
}
