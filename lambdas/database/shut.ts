/**
 * Whether PostgreSQL lets this login not into the database: SQLSTATE class 28 (no such role, wrong password, not let in),
 * 3D000 (no such database), 42501 (may not connect to it), 55000 (takes no connections).
 */
export const isShut = (error: unknown): boolean =>
  /^(28|3D000|42501|55000)/.test((error as { cause?: { code?: string } }).cause?.code ?? '');
