/** PostgreSQL cannot run on this machine. One line: what, why, what to do. */
export class PostgresUnavailable extends Error {
  override readonly name = 'PostgresUnavailable';

  constructor(why: string, whatToDo: string) {
    super(`PostgreSQL cannot start: ${why.replaceAll(/\s*\n\s*/g, ' | ')}. To do: ${whatToDo}.`);
  }
}
