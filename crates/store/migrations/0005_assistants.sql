-- Many assistants, going live in steps, and conversations that stay out of every figure.

-- Voice and steps of going live, as JSON; what is absent stands at its default.
ALTER TABLE assistants ADD COLUMN settings TEXT NOT NULL DEFAULT '{}';
-- Put away: its widget is gone, its conversations stay.
ALTER TABLE assistants ADD COLUMN archived_at BIGINT;
-- It learns every source, those to come too.
ALTER TABLE assistants ADD COLUMN learns_all BOOLEAN NOT NULL DEFAULT TRUE;

-- A visitor's own, or a rehearsal of a teammate.
ALTER TABLE visitors ADD COLUMN kind TEXT NOT NULL DEFAULT 'live';
-- At which step of going live a rehearsal plays; none for the last.
ALTER TABLE visitors ADD COLUMN stage TEXT;
ALTER TABLE conversations ADD COLUMN kind TEXT NOT NULL DEFAULT 'live';
-- Knows only the few that are no visitor's, so that a message has no index more to change.
CREATE INDEX conversations_apart ON conversations (workspace, changed_minute) WHERE kind <> 'live';
