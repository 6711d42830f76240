-- Waits for a person's first word, as promises are made from them: written with the events that
-- begin and end them, and kept for as long as promises are counted.

CREATE TABLE waits (
    workspace UUID NOT NULL,
    conversation UUID NOT NULL,
    began_at BIGINT NOT NULL,
    -- The team that was waited for; of zeros where it was everybody.
    team UUID NOT NULL,
    expected_ms BIGINT NOT NULL,
    promised_ms BIGINT,
    ended_at BIGINT,
    answered BOOLEAN NOT NULL,
    PRIMARY KEY (workspace, conversation, began_at)
);
CREATE INDEX waits_ended ON waits (workspace, team, ended_at);
CREATE INDEX waits_began ON waits (workspace, began_at);

-- The minutes that an owner has everybody promised at first; none where they are found out.
ALTER TABLE workspaces ADD COLUMN promise_minutes BIGINT;
