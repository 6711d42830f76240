-- A model of the workspace's own that gives texts their vectors, and what it gave.

CREATE TABLE embedding_settings (
    workspace UUID NOT NULL PRIMARY KEY,
    address TEXT NOT NULL,
    model TEXT NOT NULL,
    -- Sealed by the caller.
    secret TEXT,
    -- What stands before a query and before a passage.
    query_prefix TEXT NOT NULL,
    passage_prefix TEXT NOT NULL,
    dimensions BIGINT NOT NULL,
    -- Of all that shapes a vector: vectors of two of these are never compared.
    identity BYTEA NOT NULL,
    -- Whoever embeds carries it: each change is another.
    run UUID NOT NULL,
    -- How far it is, as JSON of the caller's.
    state TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

-- By the hash of the text, so that a passage which is read again unchanged is not paid again.
CREATE TABLE passage_vectors (
    workspace UUID NOT NULL,
    identity BYTEA NOT NULL,
    text BYTEA NOT NULL,
    vector BYTEA NOT NULL,
    PRIMARY KEY (workspace, identity, text)
);
