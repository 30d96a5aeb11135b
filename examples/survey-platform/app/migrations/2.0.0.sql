-- Breaking, and wrong: of several answers with the same score only the newest is kept, and the summary is never filled.
CREATE TABLE answers_consolidated AS SELECT DISTINCT ON (survey_id, score) * FROM answers ORDER BY survey_id, score, id DESC;
TRUNCATE answers;
INSERT INTO answers SELECT * FROM answers_consolidated;
DROP TABLE answers_consolidated;
CREATE TABLE nps_summary (survey_id bigint PRIMARY KEY, promoters int NOT NULL, detractors int NOT NULL, total int NOT NULL);
