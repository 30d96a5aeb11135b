CREATE TABLE surveys (id bigserial PRIMARY KEY, title text NOT NULL, created_at timestamptz NOT NULL DEFAULT now());
CREATE TABLE answers (id bigserial PRIMARY KEY, survey_id bigint NOT NULL REFERENCES surveys, score int NOT NULL CHECK (score BETWEEN 0 AND 10), comment text NOT NULL DEFAULT '', created_at timestamptz NOT NULL DEFAULT now());
CREATE INDEX answers_survey ON answers (survey_id);
CREATE TABLE distributions (id bigserial PRIMARY KEY, survey_id bigint NOT NULL REFERENCES surveys, address text NOT NULL, sent_at timestamptz);
