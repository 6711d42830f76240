-- Teams, hours, availability, the second factor, and what a session tells of itself.

-- Office hours as their owner wrote them; none where none are kept.
ALTER TABLE workspaces ADD COLUMN hours TEXT;
-- Visitors see the name of the person who answers, and not only the shop's.
ALTER TABLE workspaces ADD COLUMN shows_names BOOLEAN NOT NULL DEFAULT TRUE;
-- Whoever signs in without a second factor has to set one up first.
ALTER TABLE workspaces ADD COLUMN needs_second_factor BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE teams (
    workspace UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    -- Its own office hours; the workspace's where there are none.
    hours TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);
CREATE UNIQUE INDEX teams_name ON teams (workspace, name);

CREATE TABLE team_members (
    workspace UUID NOT NULL,
    team UUID NOT NULL,
    teammate UUID NOT NULL,
    PRIMARY KEY (workspace, team, teammate)
);

-- Away by hand. Whoever is away because nothing was heard of them is known to no row.
ALTER TABLE teammates ADD COLUMN away BOOLEAN NOT NULL DEFAULT FALSE;

-- The team a conversation waits for; derived from the state, as its owner is.
ALTER TABLE conversations ADD COLUMN team UUID;

CREATE TABLE second_factors (
    workspace UUID NOT NULL,
    teammate UUID NOT NULL,
    -- Sealed.
    secret TEXT NOT NULL,
    -- False until a first code has shown that the app has the secret.
    confirmed BOOLEAN NOT NULL,
    -- The last step whose code was taken: none is taken twice.
    step BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, teammate)
);

CREATE TABLE recovery_codes (
    workspace UUID NOT NULL,
    teammate UUID NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (workspace, teammate, hash)
);

-- From where a session was begun, shown to nobody but its teammate.
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN address TEXT NOT NULL DEFAULT '';
-- It may do nothing but set up a second factor.
ALTER TABLE sessions ADD COLUMN confined BOOLEAN NOT NULL DEFAULT FALSE;
