-- One text for SQLite and PostgreSQL. Every key begins with the workspace, so that rows can be
-- sharded by it. Times are milliseconds since 1970, JSON is text, ids are made by the caller.

CREATE TABLE workspaces (
    id UUID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE teammates (
    workspace UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    role TEXT NOT NULL,
    password TEXT,
    active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);
-- An address signs in, so it belongs to one teammate of the whole server.
CREATE UNIQUE INDEX teammates_email ON teammates (email);

CREATE TABLE sessions (
    workspace UUID NOT NULL,
    id UUID NOT NULL,
    token BYTEA NOT NULL,
    teammate UUID NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);
CREATE UNIQUE INDEX sessions_token ON sessions (token);
CREATE INDEX sessions_teammate ON sessions (workspace, teammate);

CREATE TABLE links (
    workspace UUID NOT NULL,
    id UUID NOT NULL,
    token BYTEA NOT NULL,
    kind TEXT NOT NULL,
    teammate UUID,
    email TEXT,
    role TEXT,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);
CREATE UNIQUE INDEX links_token ON links (token);

-- Keyed by the hash of an address and of a network address, so that neither stands here in clear.
CREATE TABLE sign_in_failures (
    who BYTEA NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    last_at BIGINT NOT NULL
);

CREATE TABLE assistants (
    workspace UUID NOT NULL,
    id UUID NOT NULL,
    site TEXT NOT NULL,
    name TEXT NOT NULL,
    greeting TEXT NOT NULL,
    suggestions TEXT NOT NULL,
    allowed_sites TEXT NOT NULL,
    -- Grows with each change of what the assistant knows; an index of an earlier one is stale.
    generation BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);
CREATE UNIQUE INDEX assistants_site ON assistants (site);

CREATE TABLE visitors (
    workspace UUID NOT NULL,
    id UUID NOT NULL,
    token BYTEA NOT NULL,
    assistant UUID NOT NULL,
    name TEXT,
    email TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);
CREATE UNIQUE INDEX visitors_token ON visitors (token);

CREATE TABLE conversations (
    workspace UUID NOT NULL,
    id UUID NOT NULL,
    assistant UUID NOT NULL,
    visitor UUID NOT NULL,
    seq BIGINT NOT NULL,
    state TEXT NOT NULL,
    -- What lists are made of; derived from the state, and a test holds the two together.
    owner TEXT NOT NULL,
    teammate UUID,
    waiting_since BIGINT,
    preview TEXT,
    page TEXT,
    -- The page as it was at the last handoff.
    handoff_page TEXT,
    details TEXT,
    trail TEXT,
    visitor_seen BIGINT NOT NULL,
    team_seen BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    -- Lists are found by the minute, so that a message seldom has an index to change.
    changed_minute BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);
CREATE INDEX conversations_changed ON conversations (workspace, changed_minute);
CREATE INDEX conversations_owner ON conversations (workspace, owner, changed_minute);
CREATE INDEX conversations_visitor ON conversations (workspace, visitor);

CREATE TABLE events (
    workspace UUID NOT NULL,
    conversation UUID NOT NULL,
    seq BIGINT NOT NULL,
    -- The last event before it that the visitor may see.
    visitor_prev BIGINT NOT NULL,
    for_visitor BOOLEAN NOT NULL,
    at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    command UUID,
    body TEXT NOT NULL,
    -- What people wrote, apart from what happened: the one column that is ever emptied.
    words TEXT,
    PRIMARY KEY (workspace, conversation, seq)
);
-- Ids of commands sort by time, so new ones stand together at the end of the index.
CREATE UNIQUE INDEX events_command ON events (workspace, command, conversation);

CREATE TABLE reads (
    workspace UUID NOT NULL,
    conversation UUID NOT NULL,
    teammate UUID NOT NULL,
    seq BIGINT NOT NULL,
    messages BIGINT NOT NULL,
    PRIMARY KEY (workspace, conversation, teammate)
);

CREATE TABLE jobs (
    workspace UUID NOT NULL,
    id UUID NOT NULL,
    -- The same piece of work is stored once.
    dedupe TEXT NOT NULL,
    body TEXT NOT NULL,
    run_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    -- Who runs it, and what fences the end of it.
    claim UUID,
    PRIMARY KEY (workspace, id)
);
CREATE UNIQUE INDEX jobs_dedupe ON jobs (workspace, dedupe);
CREATE INDEX jobs_due ON jobs (run_at);

CREATE TABLE sources (
    workspace UUID NOT NULL,
    id UUID NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    state TEXT NOT NULL,
    -- The reading that counts, and the last one begun: each attempt is a reading of its own.
    revision BIGINT NOT NULL,
    reading BIGINT NOT NULL,
    passages BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);
CREATE UNIQUE INDEX sources_name ON sources (workspace, name);

CREATE TABLE assistant_sources (
    workspace UUID NOT NULL,
    assistant UUID NOT NULL,
    source UUID NOT NULL,
    PRIMARY KEY (workspace, assistant, source)
);

-- The file itself, in pieces, so that no row is larger than a page of the network.
CREATE TABLE source_chunks (
    workspace UUID NOT NULL,
    source UUID NOT NULL,
    chunk BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (workspace, source, chunk)
);

CREATE TABLE passages (
    workspace UUID NOT NULL,
    source UUID NOT NULL,
    revision BIGINT NOT NULL,
    position BIGINT NOT NULL,
    title TEXT NOT NULL,
    headings TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (workspace, source, revision, position)
);
