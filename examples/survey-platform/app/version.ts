import type pg from 'pg';

export interface Dashboard {
  readonly survey: number;
  readonly answers: number;
  readonly nps: number;
}

/** What differs from version to version. */
export interface Version {
  answer(db: pg.Pool, survey: number, score: number, comment: string): Promise<number>;
  dashboard(db: pg.Pool, survey: number): Promise<Dashboard>;
}

/** The image sets its version. */
export const versionName = process.env['APP_VERSION'] ?? '1.0.0';

export async function loadVersion(): Promise<Version> {
  return (await import(`./versions/${versionName}/version.ts`)) as Version;
}
