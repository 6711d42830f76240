-- Who a visitor is, when their site says so: several browsers of one person, and what proves them.

-- A browser is a token; a person may have several.
CREATE TABLE visitor_tokens (
    workspace UUID NOT NULL,
    token BYTEA NOT NULL,
    visitor UUID NOT NULL,
    -- The assistant that this browser came to: a person may come to each with another.
    assistant UUID NOT NULL,
    -- The key that its identity was signed with, so that both can end together.
    signed_by UUID,
    created_at BIGINT NOT NULL,
    used_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, token)
);
INSERT INTO visitor_tokens (workspace, token, visitor, assistant, created_at, used_at)
    SELECT workspace, token, id, assistant, created_at, created_at FROM visitors;
CREATE UNIQUE INDEX visitor_tokens_token ON visitor_tokens (token);
CREATE INDEX visitor_tokens_visitor ON visitor_tokens (workspace, visitor);
DROP INDEX visitors_token;
ALTER TABLE visitors DROP COLUMN token;

-- The id that the site knows a person by; one visitor each. Anonymous ones have none.
ALTER TABLE visitors ADD COLUMN subject TEXT;
-- What is proved of them and how, as JSON.
ALTER TABLE visitors ADD COLUMN identity TEXT;
CREATE UNIQUE INDEX visitors_subject ON visitors (workspace, subject);

-- What was proved of the visitor at the last handoff.
ALTER TABLE conversations ADD COLUMN handoff_identity TEXT;

CREATE TABLE identity_settings (
    workspace UUID NOT NULL PRIMARY KEY,
    -- Whether a hash of the id alone is taken, which never expires.
    allow_hash BOOLEAN NOT NULL,
    -- Names of attributes that count only when signed, as JSON.
    signed_only TEXT NOT NULL
);

CREATE TABLE identity_keys (
    workspace UUID NOT NULL,
    id UUID NOT NULL,
    sealed TEXT NOT NULL,
    -- The last signs of the secret, by which people tell keys apart.
    hint TEXT NOT NULL,
    created_by UUID NOT NULL,
    created_at BIGINT NOT NULL,
    -- When a visitor was last proved by it, to the hour.
    used_at BIGINT,
    PRIMARY KEY (workspace, id)
);

-- Which browser used which signed token, until it expires: what must hold for one browser only,
-- and what died when that browser signed out.
CREATE TABLE identity_uses (
    workspace UUID NOT NULL,
    token BYTEA NOT NULL,
    session BYTEA NOT NULL,
    -- The same as the token where one browser alone may use it.
    once BYTEA,
    dead BOOLEAN NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (workspace, token, session)
);
CREATE UNIQUE INDEX identity_uses_once ON identity_uses (workspace, once);
CREATE INDEX identity_uses_session ON identity_uses (workspace, session);
CREATE INDEX identity_uses_expiry ON identity_uses (workspace, expires_at);
