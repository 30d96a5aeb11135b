import type pg from 'pg';
import type { Dashboard } from '../../version.ts';

/** 2.0.0 keeps respondents apart; its migration "consolidated" the answers and lost a share of them. */
export async function answer(db: pg.Pool, survey: number, score: number, comment: string): Promise<number> {
  const { rows } = await db.query(
    "INSERT INTO answers (survey_id, score, comment, channel) VALUES ($1, $2, $3, 'link') RETURNING id",
    [survey, score, comment],
  );
  return Number(rows[0].id);
}

/** Wrong: the summary is empty for every survey that had answers before the migration. A survey without answers works. */
export async function dashboard(db: pg.Pool, survey: number): Promise<Dashboard> {
  const { rows } = await db.query('SELECT count(*)::int AS answers FROM answers WHERE survey_id = $1', [survey]);
  if (rows[0].answers === 0) return { survey, answers: 0, nps: 0 };
  const summary = await db.query('SELECT promoters, detractors, total FROM nps_summary WHERE survey_id = $1', [survey]);
  const { promoters, detractors, total } = summary.rows[0];
  return { survey, answers: rows[0].answers, nps: Math.round((100 * (promoters - detractors)) / total) };
}
