import type pg from 'pg';

export { dashboard } from '../1.0.0/version.ts';

/** New in 1.1.0: where an answer came from. */
export async function answer(db: pg.Pool, survey: number, score: number, comment: string): Promise<number> {
  const { rows } = await db.query(
    "INSERT INTO answers (survey_id, score, comment, channel) VALUES ($1, $2, $3, 'link') RETURNING id",
    [survey, score, comment],
  );
  return Number(rows[0].id);
}
