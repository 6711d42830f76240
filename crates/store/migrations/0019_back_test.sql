-- What the rules of a turn were asked with, so that others can be tried on it; JSON of the caller's.
ALTER TABLE turn_traces ADD COLUMN facts TEXT;

-- Hits are counted by the time, and of one assistant.
DROP INDEX rule_hits_of;
CREATE INDEX rule_hits_at ON rule_hits (workspace, at);
