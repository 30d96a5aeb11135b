import type pg from 'pg';
import type { Dashboard } from '../../version.ts';

export async function answer(db: pg.Pool, survey: number, score: number, comment: string): Promise<number> {
  const { rows } = await db.query('INSERT INTO answers (survey_id, score, comment) VALUES ($1, $2, $3) RETURNING id', [
    survey,
    score,
    comment,
  ]);
  return Number(rows[0].id);
}

/** NPS: percent of promoters (9, 10) less percent of detractors (0 to 6). */
export async function dashboard(db: pg.Pool, survey: number): Promise<Dashboard> {
  const { rows } = await db.query(
    `SELECT count(*)::int AS answers,
            coalesce(round(100.0 * (count(*) FILTER (WHERE score >= 9) - count(*) FILTER (WHERE score <= 6)) / nullif(count(*), 0)), 0)::int AS nps
       FROM answers WHERE survey_id = $1`,
    [survey],
  );
  return { survey, answers: rows[0].answers, nps: rows[0].nps };
}
