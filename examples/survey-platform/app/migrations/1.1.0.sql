-- Compatible: the old version neither reads nor writes the new column.
ALTER TABLE answers ADD COLUMN channel text;
CREATE INDEX answers_channel ON answers (channel);
