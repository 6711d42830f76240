-- Custom actions: a draft that its owner edits, and whether visitors have it.
CREATE TABLE actions (
    workspace UUID NOT NULL,
    id UUID NOT NULL,
    assistant UUID NOT NULL,
    rank BIGINT NOT NULL,
    -- The definition as it is edited, as JSON of the caller's.
    draft TEXT NOT NULL,
    -- Grows with each saved draft.
    revision BIGINT NOT NULL,
    -- What is published; none before the first time.
    version BIGINT,
    live BOOLEAN NOT NULL,
    changed_by UUID,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);
CREATE INDEX actions_of ON actions (workspace, assistant, rank);

-- What was published. A run keeps to the version that it began with.
CREATE TABLE action_versions (
    workspace UUID NOT NULL,
    action UUID NOT NULL,
    version BIGINT NOT NULL,
    definition TEXT NOT NULL,
    teammate UUID,
    at BIGINT NOT NULL,
    PRIMARY KEY (workspace, action, version)
);

-- Runs, to be found by their action; what was said in them are events of the conversation.
CREATE TABLE action_runs (
    workspace UUID NOT NULL,
    conversation UUID NOT NULL,
    run BIGINT NOT NULL,
    action UUID NOT NULL,
    version BIGINT NOT NULL,
    -- Where its first event stands.
    since BIGINT NOT NULL,
    started TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    -- How it ended and which way it took, as JSON of the caller's.
    ended TEXT,
    failed BOOLEAN NOT NULL,
    PRIMARY KEY (workspace, conversation, run)
);
CREATE INDEX action_runs_of ON action_runs (workspace, action, started_at);

-- Requests to programs of the owner and what they answered, without secrets; kept for a while.
CREATE TABLE action_calls (
    workspace UUID NOT NULL,
    id UUID NOT NULL,
    conversation UUID NOT NULL,
    run BIGINT NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (workspace, id)
);
CREATE INDEX action_calls_of ON action_calls (workspace, conversation, run);
-- What is old is forgotten each day.
CREATE INDEX action_calls_at ON action_calls (at);

-- What lookups send in their header lines, sealed by the caller.
CREATE TABLE action_secrets (
    workspace UUID NOT NULL,
    name TEXT NOT NULL,
    sealed TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, name)
);

-- What was answered to actions and set by them, as JSON of the caller's.
ALTER TABLE conversations ADD COLUMN facts TEXT;

-- The code that was mailed to a visitor last, to prove an address.
CREATE TABLE visitor_codes (
    workspace UUID NOT NULL,
    visitor UUID NOT NULL,
    email TEXT NOT NULL,
    -- Signed by the caller: six digits alone are soon tried.
    signature BYTEA NOT NULL,
    ends_at BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    PRIMARY KEY (workspace, visitor)
);
