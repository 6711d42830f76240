-- The pair of keys by which push services know the workspace; the private half is sealed.
CREATE TABLE push_keys (
    workspace UUID NOT NULL PRIMARY KEY,
    sealed TEXT NOT NULL
);

-- A browser that wants notices. It ends with the session that it was made in.
CREATE TABLE push_devices (
    workspace UUID NOT NULL,
    id UUID NOT NULL,
    session UUID NOT NULL,
    teammate UUID NOT NULL,
    -- Where the push service takes notices for this browser; a secret of the two.
    endpoint TEXT NOT NULL,
    key BYTEA NOT NULL,
    auth BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, id)
);
CREATE UNIQUE INDEX push_devices_endpoint ON push_devices (workspace, endpoint);
